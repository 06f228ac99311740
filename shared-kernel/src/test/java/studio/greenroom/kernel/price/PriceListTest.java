package studio.greenroom.kernel.price;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.FileSystemResource;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.settings.PriceSettings;

class PriceListTest {

    private static final String PAINTER = """
            {"provider": "openai", "model": "painter", "inputPerMillion": 5000000, "outputPerMillion": 30000000,
             "outputTokens": 300, "outputTokensPerMegapixel": 6800}""";
    private static final String BRUSH = "{'version': 1, 'currency': 'EUR', 'prices':"
            + " [{'provider': 'flat', 'model': 'brush', 'perPicture': 1}]}";

    private final PriceList prices = list("""
            {"version": 7, "currency": "EUR", "prices": [
             %s,
             {"provider": "openai", "model": "writer", "inputPerMillion": 750000, "outputPerMillion": 4500000,
              "outputTokens": 2000},
             {"provider": "flat", "model": "brush", "perPicture": 39000}]}""".formatted(PAINTER));

    private static PriceList list(String json) {
        return PriceList.read(
                "prices.json", new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)));
    }

    @Test
    void a_cost_is_that_of_all_tokens_together_rounded_up_to_a_micro() {
        assertThat(prices.cost("openai", "writer", new Usage(1, 0))).isEqualTo(new Cost(1, "EUR", 7));
        assertThat(prices.cost("openai", "writer", new Usage(4, 0))).isEqualTo(new Cost(3, "EUR", 7));
        assertThat(prices.cost("openai", "writer", new Usage(1_000, 200))).isEqualTo(new Cost(1_650, "EUR", 7));
        assertThat(prices.cost("openai", "writer", new Usage(0, 0))).isEqualTo(new Cost(0, "EUR", 7));
    }

    @Test
    void a_price_by_picture_needs_no_usage_and_one_by_tokens_does() {
        assertThat(prices.cost("flat", "brush", null)).isEqualTo(new Cost(39_000, "EUR", 7));
        assertThat(prices.cost("openai", "writer", null)).isNull();
    }

    @Test
    void what_a_model_without_a_price_costs_is_not_known() {
        assertThat(prices.cost("openai", "newcomer", new Usage(1, 1))).isNull();
        assertThat(prices.cost("other", "writer", new Usage(1, 1))).isNull();
        assertThat(prices.estimate(new Assignment("openai", "newcomer"), GenerationKind.BIO, 0, 0, 10, 1))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "100000001, 0", "0, 9223372036854775807"})
    void a_usage_that_nobody_can_believe_makes_no_cost(long input, long output) {
        assertThat(prices.cost("openai", "writer", new Usage(input, output))).isNull();
    }

    @Test
    void a_dated_name_has_the_price_of_the_name() {
        assertThat(prices.cost("openai", "writer-2026-04-21", new Usage(4, 0))).isEqualTo(new Cost(3, "EUR", 7));
        assertThat(prices.cost("openai", "writer-2026", new Usage(4, 0))).isNull();
    }

    @Test
    void greenrooms_own_makers_are_free() {
        Assignment own = new Assignment("offline", "greenroom-art/1");

        assertThat(prices.cost("offline", "greenroom-art/1", null)).isEqualTo(new Cost(0, "EUR", 7));
        assertThat(prices.estimate(own, GenerationKind.IMAGE, 1_024, 1_024, 99, 3))
                .isEqualTo(new Cost(0, "EUR", 7));
    }

    @Test
    void an_estimate_is_that_of_a_call_that_takes_all_it_may() {
        Cost one = prices.estimate(new Assignment("openai", "painter"), GenerationKind.IMAGE, 1_024, 1_536, 400, 1);

        long most = 300 + (6_800L * 1_024 * 1_536 + 999_999) / 1_000_000;
        assertThat(one).isEqualTo(prices.cost("openai", "painter", new Usage(400, most)));
    }

    @Test
    void a_picture_smaller_than_the_usual_square_is_estimated_as_that() {
        Assignment painter = new Assignment("openai", "painter");

        assertThat(prices.estimate(painter, GenerationKind.IMAGE, 256, 256, 0, 1))
                .isEqualTo(prices.estimate(painter, GenerationKind.IMAGE, 1_024, 1_024, 0, 1));
    }

    @Test
    void variants_cost_as_often_as_there_are() {
        assertThat(prices.estimate(new Assignment("openai", "writer"), GenerationKind.TEXT, 0, 0, 1_000, 3))
                .isEqualTo(new Cost(3 * (750 + 9_000), "EUR", 7));
        assertThat(prices.estimate(new Assignment("flat", "brush"), GenerationKind.IMAGE, 512, 512, 9, 2))
                .isEqualTo(new Cost(78_000, "EUR", 7));
    }

    @Test
    void a_chain_is_estimated_as_its_dearest_so_that_falling_back_is_paid_for() {
        Assignment writer = new Assignment("openai", "writer");
        Assignment painter = new Assignment("openai", "painter");
        Assignment own = new Assignment("offline", "greenroom-words/1");
        Assignment newcomer = new Assignment("openai", "newcomer");

        assertThat(ofChain(writer, painter, own)).isEqualTo(ofChain(painter)).isNotEqualTo(ofChain(writer));
        assertThat(ofChain(own, writer)).isEqualTo(ofChain(writer));
        assertThat(ofChain(newcomer, writer)).as("as far as is known").isEqualTo(ofChain(writer));
        assertThat(ofChain(own)).isEqualTo(new Cost(0, "EUR", 7));
        assertThat(ofChain(own, newcomer)).as("not free, and not known").isNull();
        assertThat(ofChain()).isNull();
    }

    private Cost ofChain(Assignment... chain) {
        return prices.estimate(List.of(chain), GenerationKind.TEXT, 0, 0, 100_000, 2);
    }

    @Test
    void the_list_that_comes_along_prices_the_models_that_are_asked_without_a_setting() {
        PriceList comingAlong = PriceList.comingAlong();

        assertThat(comingAlong.version()).isEqualTo(1);
        assertThat(comingAlong.currency()).isEqualTo("USD");
        assertThat(comingAlong.cost("openai", "gpt-image-2", new Usage(20, 7_033)))
                .isEqualTo(new Cost(211_090, "USD", 1));
        assertThat(comingAlong.cost("openai", "gpt-5.4-mini", new Usage(1_000_000, 1_000_000)))
                .isEqualTo(new Cost(5_250_000, "USD", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'version': 1 | 'version': 0 | version is a number from 1",
                "'EUR' | 'euro' | currency is one of ISO 4217, in three capital letters",
                "'model': 'brush', | | prices[0]: model is missing",
                "'perPicture': 1 | 'perPicture': -1 | prices[0]: perPicture is a number from 0 to 10000000000",
                "'perPicture' | 'outputPerMillion' | prices[0]: outputTokens is missing: without it nothing can be said"
                        + " before the answer"
            })
    void a_list_that_can_not_be_used_is_refused_in_one_line(String right, String wrong, String problem) {
        assertThatThrownBy(() -> list(BRUSH.replace(right, wrong == null ? "" : wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("prices.json, which can not be used: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"'perPicture': 1,'perpicture': 1", "'perPicture': 1,'perPicture': 0.5"})
    void a_word_that_nobody_reads_and_a_broken_number_are_refused(String right, String wrong) {
        assertThat(list(BRUSH).version()).isEqualTo(1);

        assertThatThrownBy(() -> list(BRUSH.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prices.json, which can not be used: prices[0]: ");
    }

    @Test
    void a_model_that_is_there_twice_is_refused() {
        String json = "{'version': 1, 'currency': 'EUR', 'prices': [%s, %s]}".formatted(PAINTER, PAINTER);

        assertThatThrownBy(() -> list(json)).hasMessageEndingWith("openai painter is there twice");
    }

    @Test
    void a_file_that_is_not_there_is_named_with_its_setting() {
        PriceSettings settings = new PriceSettings(new FileSystemResource("/nowhere/prices.json"));

        assertThatThrownBy(settings::list)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greenroom.prices is file [/nowhere/prices.json], which can not be used");
    }
}
