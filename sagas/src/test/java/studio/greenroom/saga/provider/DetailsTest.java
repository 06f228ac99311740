package studio.greenroom.saga.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetailsTest {

    @Test
    void a_detail_is_one_short_line_without_secrets() {
        String detail = Details.of("Authorization: Bearer abc.def\napi_key=hunter2secret sk-proj-abcdefghijkl "
                + "AIzaSyA1234567890123456789012345678901 " + "and so on ".repeat(100));

        assertThat(detail)
                .hasSizeLessThanOrEqualTo(Details.MAX_LENGTH)
                .doesNotContain("abc.def", "hunter2", "abcdefghijkl", "AIzaSy", "\n")
                .contains("and so on");
    }
}
