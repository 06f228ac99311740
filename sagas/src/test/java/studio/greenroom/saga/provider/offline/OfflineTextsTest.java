package studio.greenroom.saga.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.saga.testing.FakeAggregates.NOVA;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.provider.TextRequest;
import studio.greenroom.saga.testing.TextProviderContract;

class OfflineTextsTest extends TextProviderContract {

    private final OfflineTexts offline = new OfflineTexts();

    @Override
    protected TextProvider provider() {
        return offline;
    }

    @Override
    protected boolean stalls() {
        return false;
    }

    @Override
    protected boolean fails(String secret) {
        return false;
    }

    @Test
    void a_form_is_filled_from_the_words_that_were_given_and_from_nothing_else_than_them_and_the_seed() {
        String filled = filled(1);

        assertThat(filled).contains("Make it rain!", "She began in a garage.").isEqualTo(filled(1));
        assertThat(filled(2)).isNotEqualTo(filled);
    }

    @Test
    void what_is_made_here_costs_nothing_and_says_where_it_was_made() {
        assertThat(offline.offline()).isTrue();
        assertThat(answer(1).cost()).isEqualTo(Cost.FREE);
    }

    private String filled(long seed) {
        return answer(seed).text();
    }

    private TextAnswer answer(long seed) {
        return offline.write(
                new TextRequest(offline.model(), NOVA, "Make it rain!", seed, FORM), done -> {}, Duration.ofSeconds(5));
    }
}
