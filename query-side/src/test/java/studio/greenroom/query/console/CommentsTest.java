package studio.greenroom.query.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Comments")
class CommentsTest {

    @Test
    @DisplayName("of whole lines are left out, and nothing else is")
    void wholeLines() {
        assertThat(Comments.leftOut("""
                        /* What it is */
                        const a = 1; // beside code
                          // Why it is so.
                        /**
                         * What b is.
                         */
                        const b = html`<a href="https://x.example/*">a</a>`; /* beside code */
                        // the end""")).isEqualTo("""
                        const a = 1; // beside code
                        const b = html`<a href="https://x.example/*">a</a>`; /* beside code */
                        """);
    }
}
