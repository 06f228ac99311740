package studio.greenroom.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IdsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @Test
    void idsAscendAlsoWithinAMillisecondAndWhenTheClockGoesBack() {
        Ids ids = new Ids(clock, new Random(1));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                now.set(now.get().minus(Duration.ofMinutes(5)));
            }
            made.add(ids.next(Ids.ARTIST));
        }

        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> Ids.isId(Ids.ARTIST, id));
    }

    @Test
    void aDerivedIdIsTheSameForTheSamePartsAndAnotherWhenTheyAreCutElsewhere() {
        assertThat(Ids.derived(Ids.COMMAND, "ab", "c"))
                .isEqualTo(Ids.derived(Ids.COMMAND, "ab", "c"))
                .isNotEqualTo(Ids.derived(Ids.COMMAND, "a", "bc"))
                .matches(id -> Ids.isId(Ids.COMMAND, id));
    }

    @Test
    void otherTextsAreNoIds() {
        String id = new Ids(clock, new Random(1)).next(Ids.ARTIST);

        assertThat(Ids.isId(Ids.GENERATION, id)).isFalse();
        assertThat(Ids.isId(Ids.ARTIST, id.toUpperCase(Locale.ROOT))).isFalse();
        assertThat(Ids.isId(Ids.ARTIST, id + "0")).isFalse();
        assertThat(Ids.isId(Ids.ARTIST, null)).isFalse();
        assertThat(Ids.isId(Ids.ARTIST, "art_" + "i".repeat(26))).isFalse();
    }
}
