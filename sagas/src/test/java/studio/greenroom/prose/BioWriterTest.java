package studio.greenroom.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BioWriterTest {
    private static final List<String> GENRES = List.of(
            "synthwave",
            "Ambient",
            "jazz",
            "doom metal",
            "hip-hop",
            "techno",
            "classical",
            "punk",
            "reggae",
            "K-pop",
            "blues",
            "lo-fi",
            "deep house",
            "indie",
            "folk",
            "country",
            "R&B",
            "UK garage",
            "EDM",
            "cosmic polka",
            "8-bit opera",
            "");
    private static final List<String> TRAITS = List.of(
            "shy",
            "obsessive",
            "mysterious",
            "playful",
            "rebellious",
            "kind",
            "moonstruck",
            "ungovernable",
            "heart-on-sleeve",
            "stubborn",
            "calm",
            "honest");
    private static final List<String> STYLES =
            List.of("noir", "pastel collage", "neon", "brutalist concrete", "woodcut", "stained glass", "", "op art");
    private static final List<String> NAMES =
            List.of("Vera Lune", "Otis Marsh", "The Quiet Hour", "Kai", "Nils Å. Brandt", "Honest Abe & the Ushers");
    private static final List<String> WISHES =
            List.of("", "shorter", "longer", "darker", "warmer", "plainer", "funnier", "more kazoo");

    @Test
    void anyBriefGivesAGrammaticalBioOfTheRightLength() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            BioBrief brief = any(random);
            String bio = BioWriter.compose(brief);
            assertThat(bio)
                    .as("%s", brief)
                    .contains(brief.name())
                    .doesNotContain("  ", "{", "}", "|", "null", " .", " ,", "..")
                    .matches("(?s)[\\p{Lu}“].*[.”?!]")
                    .hasSizeLessThanOrEqualTo(900);
            assertThat(words(bio)).as("%s%n%s", brief, bio).isBetween(60, 110);
            assertThat(bio.chars().filter(c -> c == '“').count())
                    .isEqualTo(bio.chars().filter(c -> c == '”').count());
            assertThat(bio)
                    .as("%s", brief)
                    .doesNotContainPattern("(?i)\\ba (ambient|indie|R&B|EDM|8-bit|obsessive|honest\\b|ungovernable)")
                    .doesNotContainPattern("(?i)\\ban (uk|jazz|folk|deep|techno|punk|cosmic)");
        }
    }

    @Test
    void theSameBriefGivesTheSameText() {
        BioBrief brief = brief(42, "");
        assertThat(BioWriter.compose(brief)).isEqualTo(BioWriter.compose(brief(42, "")));
    }

    @Test
    void neighbouringSeedsBeginDifferently() {
        Set<String> openings = new HashSet<>();
        for (int seed = 0; seed < 12; seed++) {
            openings.add(BioWriter.compose(brief(seed, "")).substring(0, 24));
        }
        assertThat(openings).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void theGenreIsNamed() {
        assertThat(BioWriter.compose(brief(3, ""))).contains("doom metal");
    }

    @Test
    void lengthWishesAreKept() {
        for (int seed = 0; seed < 40; seed++) {
            int usual = words(BioWriter.compose(brief(seed, "")));
            assertThat(words(BioWriter.compose(brief(seed, "a bit shorter, please"))))
                    .isLessThan(usual);
            assertThat(words(BioWriter.compose(brief(seed, "make it longer")))).isGreaterThan(usual);
        }
    }

    @Test
    void toneWishesChangeTheEndingAndTheirNegationTurnsThem() {
        String usual = BioWriter.compose(brief(5, ""));
        assertThat(BioWriter.compose(brief(5, "darker")))
                .isNotEqualTo(usual)
                .isEqualTo(BioWriter.compose(brief(5, "less warm")));
        assertThat(BioWriter.compose(brief(5, "warmer"))).isNotEqualTo(usual);
        assertThat(BioWriter.compose(brief(5, "translate it into kazoo"))).isEqualTo(usual);
    }

    @Test
    void theCurrentBioIsNeverRepeatedWordForWord() {
        BioBrief first = brief(9, "");
        String bio = BioWriter.compose(first);
        assertThat(BioWriter.compose(
                        new BioBrief(first.name(), first.genre(), first.traits(), first.style(), bio, "", 9)))
                .isNotEqualTo(bio);
    }

    @Test
    void hostileInputStillGivesABio() {
        String huge = "x\n\t\u0000\uD800“(".repeat(3000);
        List<String> traits = new ArrayList<>(List.of(huge, "", "(((", "\"“"));
        traits.add(null);
        for (BioBrief brief : List.of(
                new BioBrief(null, null, null, null, null, null, 0),
                new BioBrief(huge, huge, traits, huge, huge, huge, Long.MIN_VALUE),
                new BioBrief("$1 \\ {N}", "{g}", List.of("{t}"), "{s}", "", "", 4),
                new BioBrief("名前", "演歌", List.of("静か"), "水墨", "", "", 4))) {
            String bio = BioWriter.compose(brief);
            assertThat(bio).hasSizeLessThanOrEqualTo(900).doesNotContain("  ", "\n");
            assertThat(words(bio)).isBetween(60, 110);
        }
    }

    private static BioBrief brief(long seed, String instruction) {
        return new BioBrief(
                "Vera Lune", "Doom metal", List.of("shy", "stubborn", "curious"), "woodcut", "", instruction, seed);
    }

    private static BioBrief any(Random random) {
        List<String> traits = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            traits.add(TRAITS.get(random.nextInt(TRAITS.size())));
        }
        return new BioBrief(
                NAMES.get(random.nextInt(NAMES.size())),
                GENRES.get(random.nextInt(GENRES.size())),
                traits,
                STYLES.get(random.nextInt(STYLES.size())),
                "",
                WISHES.get(random.nextInt(WISHES.size())),
                random.nextLong());
    }

    private static int words(String text) {
        return text.strip().split("\\s+").length;
    }
}
