package studio.greenroom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrailTest {

    private static final JsonNode HISTORY = Api.JSON.readTree("""
            [{"eventId":"evt_1","type":"ArtistCreated","revision":1,"causationId":"cmd_1",
              "occurredAt":"2026-11-21T14:32:05Z","data":{}},
             {"eventId":"evt_2","type":"GenerationRequested","revision":1,"causationId":"cmd_2",
              "occurredAt":"2026-11-21T14:32:06Z","data":{"generationId":"gen_a","artistRevision":1}},
             {"eventId":"evt_3","type":"AttemptStarted","revision":2,"causationId":"evt_2",
              "occurredAt":"2026-11-21T14:32:07Z","data":{"generationId":"gen_a"}},
             {"eventId":"evt_4","type":"ImageAdded","revision":2,"causationId":"evt_3",
              "occurredAt":"2026-11-21T14:32:09Z","data":{"generationId":"gen_a"}},
             {"eventId":"evt_5","type":"ImageAdded","revision":3,"causationId":"evt_9",
              "occurredAt":"2026-11-21T14:32:10Z","data":{"generationId":"gen_b"}}]
            """);

    @Test
    void leads_from_an_image_back_to_the_person_who_asked() {
        assertThat(Trail.of(HISTORY).back("ImageAdded", "gen_a"))
                .hasSize(4)
                .startsWith("ImageAdded r2", "AttemptStarted r2", "GenerationRequested r1 ← persona r1")
                .last()
                .asString()
                .startsWith("asked by you at ")
                .endsWith(":32:06");
    }

    @Test
    void of_what_did_not_happen_there_is_no_trail() {
        assertThat(Trail.of(HISTORY).back("BioApplied", "gen_a")).isEmpty();
    }

    @Test
    void a_cause_that_leads_in_a_circle_ends_the_trail() {
        JsonNode circle = Api.JSON.readTree("""
                [{"eventId":"evt_1","type":"ImageAdded","revision":1,"causationId":"evt_1","data":{"generationId":"gen_a"}}]
                """);

        assertThat(Trail.of(circle).back("ImageAdded", "gen_a")).containsExactly("ImageAdded r1");
    }
}
