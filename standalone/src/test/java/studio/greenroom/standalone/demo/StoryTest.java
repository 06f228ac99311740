package studio.greenroom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {

    private final List<String> lines = new ArrayList<>();
    private final Story story = new Story(lines::add, 80, "own_me");

    @Test
    void an_event_is_one_line_with_its_number_thing_revision_and_who_did_it() {
        story.event(Api.JSON.readTree("""
                {"type":"ArtistCreated","streamId":"art_01kak8z5r3m7p1n9s0t2v4w6x8","revision":1,"actor":"own_me","data":{}}"""));
        story.event(Api.JSON.readTree("""
                {"type":"AttemptStarted","streamId":"gen_01kak8z6v2f8htq9w4c5d6e7f8","revision":2,"actor":"saga:generation",
                 "data":{"provider":"offline","attempt":1}}"""));
        story.event(Api.JSON.readTree("""
                {"type":"AttemptSucceeded","streamId":"gen_01kak8z6v2f8htq9w4c5d6e7f8","revision":3,
                 "data":{"provider":"offline","durationMillis":1500,"image":{"width":1024,"height":768}}}"""));
        story.event(Api.JSON.readTree("""
                {"type":"GenerationSucceeded","streamId":"gen_01kak8z6v2f8htq9w4c5d6e7f8","revision":4,
                 "data":{"succeeded":1}}"""));

        assertThat(lines)
                .containsExactly(
                        "   1  ArtistCreated          art_…6x8  r1   you",
                        "   2  AttemptStarted         gen_…7f8  r2   offline, attempt 1",
                        "   3  AttemptSucceeded       gen_…7f8  r3   1024 × 768, after 1.5 s",
                        "   4  GenerationSucceeded    gen_…7f8  r4   1 made");
    }

    @Test
    void a_long_bio_is_shown_in_four_lines() {
        story.bio("word ".repeat(200));

        assertThat(lines).hasSize(5).allMatch(line -> line.length() <= 82);
        assertThat(lines.get(4)).endsWith(" …");
    }

    @Test
    void an_image_says_where_it_is_how_it_was_made_and_what_it_cost() {
        story.image("./data/demo/mara-solvei.png", Api.JSON.readTree("""
                {"width":1024,"height":768,"offline":false,"provider":"openai","seed":null}"""), Api.JSON.readTree("""
                {"attempts":[{"cost":null},{"cost":{"micros":42000,"currency":"USD","priceList":3}}]}"""));

        assertThat(lines)
                .containsExactly("Image    ./data/demo/mara-solvei.png", "         1024 × 768   by openai, 0.0420 USD");
    }

    @Test
    void the_reasons_break_between_steps() {
        story.why("image", List.of("a".repeat(40), "b".repeat(40), "c"));

        assertThat(lines)
                .containsExactly("", "Why this image", "  " + "a".repeat(40), "    ← " + "b".repeat(40) + " ← c");
    }
}
