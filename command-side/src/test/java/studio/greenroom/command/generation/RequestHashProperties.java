package studio.greenroom.command.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.RetryPolicyName;

class RequestHashProperties {

    /** What a result is made from, and nothing else. */
    record Ingredients(
            String owner,
            GenerationKind kind,
            String artistId,
            List<String> chain,
            String task,
            List<String> parts,
            String prompt,
            List<Integer> numbers,
            Long givenSeed) {

        Draft draft(long drawnSeed, RetryPolicyName policy, long revision, String origin) {
            return new Draft(
                    kind,
                    new GenerationOrder(
                            artistId,
                            revision,
                            givenSeed == null ? drawnSeed : givenSeed,
                            numbers.get(0),
                            numbers.get(1),
                            numbers.get(2),
                            policy,
                            task,
                            pairs(chain).stream()
                                    .map(pair -> new Assignment(pair.get(0), pair.get(1)))
                                    .toList(),
                            Cost.FREE.of(drawnSeed),
                            null,
                            null,
                            Histories.MARA,
                            prompt,
                            pairs(parts).stream()
                                    .map(pair -> new PromptPart(
                                            PromptPart.Role.values()[pair.get(0).length() % 7], pair.get(1), origin))
                                    .toList()),
                    givenSeed);
        }

        private static List<List<String>> pairs(List<String> flat) {
            List<List<String>> pairs = new ArrayList<>();
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                pairs.add(flat.subList(i, i + 2));
            }
            return pairs;
        }

        String hash() {
            return RequestHash.of(owner, draft(1, RetryPolicyName.INTERACTIVE, 1, "request"));
        }

        /** As it will be compared. */
        Object meaning() {
            Draft draft = draft(1, RetryPolicyName.INTERACTIVE, 1, "request");
            return List.of(owner, draft, Collections.singletonList(givenSeed));
        }
    }

    @Provide
    Arbitrary<Ingredients> ingredients() {
        // Few and like each other, so that values that flow together would be found.
        Arbitrary<String> word = Arbitraries.of("", "a", "b", "ab", "ba", "1");
        Arbitrary<String> some = word.injectNull(0.3);
        return Combinators.combine(
                        word,
                        Arbitraries.of(GenerationKind.class),
                        some,
                        Arbitraries.of(
                                List.<String>of(), List.of("a", "b"), List.of("ab", ""), List.of("", "ab", "a", "b")),
                        some,
                        word.list().ofMaxSize(4),
                        some,
                        Arbitraries.integers().between(0, 2).list().ofSize(3))
                .flatAs((owner, kind, artist, chain, task, parts, prompt, numbers) -> Arbitraries.of(0L, 1L, 2L)
                        .injectNull(0.4)
                        .map(seed -> new Ingredients(owner, kind, artist, chain, task, parts, prompt, numbers, seed)));
    }

    @Property(tries = 1_000)
    void requests_are_told_apart_exactly_by_what_their_results_are_made_from(
            @ForAll("ingredients") Ingredients one, @ForAll("ingredients") Ingredients other) {
        assertThat(one.hash().equals(other.hash())).isEqualTo(one.meaning().equals(other.meaning()));
    }

    @Property(tries = 500)
    void one_other_ingredient_makes_another_request(@ForAll("ingredients") Ingredients i) {
        List<Integer> more = i.numbers().stream().map(n -> n + 1).toList();
        List<String> onePartMore =
                new ArrayList<>(i.parts().subList(0, i.parts().size() / 2 * 2));
        onePartMore.addAll(List.of("", ""));
        assertThat(List.of(
                        with(i, i.owner() + "x", i.artistId(), i.chain(), i.task(), i.parts(), i.prompt(), i.numbers()),
                        with(i, i.owner(), i.artistId() + "x", i.chain(), i.task(), i.parts(), i.prompt(), i.numbers()),
                        with(i, i.owner(), i.artistId(), List.of("x", "y"), i.task(), i.parts(), i.prompt(), more),
                        with(i, i.owner(), i.artistId(), i.chain(), i.task() + "x", i.parts(), i.prompt(), i.numbers()),
                        with(i, i.owner(), i.artistId(), i.chain(), i.task(), onePartMore, i.prompt(), i.numbers()),
                        with(i, i.owner(), i.artistId(), i.chain(), i.task(), i.parts(), i.prompt() + "x", i.numbers()),
                        with(i, i.owner(), i.artistId(), i.chain(), i.task(), i.parts(), i.prompt(), more)))
                .extracting(Ingredients::hash)
                .doesNotHaveDuplicates()
                .doesNotContain(i.hash());
    }

    private static Ingredients with(
            Ingredients i,
            String owner,
            String artist,
            List<String> chain,
            String task,
            List<String> parts,
            String prompt,
            List<Integer> numbers) {
        return new Ingredients(owner, i.kind(), artist, chain, task, parts, prompt, numbers, i.givenSeed());
    }

    @Property(tries = 300)
    void neither_patience_nor_origin_nor_a_drawn_seed_makes_another_request(@ForAll("ingredients") Ingredients i) {
        String again = RequestHash.of(i.owner(), i.draft(2, RetryPolicyName.PATIENT, 9, "artist:art_1@9"));

        assertThat(again).isEqualTo(i.hash());
    }
}
