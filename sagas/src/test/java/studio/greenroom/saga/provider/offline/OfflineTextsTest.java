package studio.greenroom.saga.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;
import studio.greenroom.saga.testing.TextProviderContract;
import studio.greenroom.saga.testing.Wishes;

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
    void the_rest_of_a_task_is_answered_from_the_words_that_were_given_and_from_nothing_else_than_them_and_the_seed() {
        String filled = filled(0);

        assertThat(filled).contains("Make it rain!", "She began in a garage.").isEqualTo(filled(0));
        assertThat(filled(1)).isNotEqualTo(filled);
    }

    @Test
    void what_is_made_here_costs_nothing_and_says_where_it_was_made() {
        assertThat(offline.offline()).isTrue();
        assertThat(answer(1).cost()).isEqualTo(Cost.FREE);
    }

    private String filled(long seed) {
        return answer(seed).data();
    }

    private TextAnswer answer(long seed) {
        return offline.write(Wishes.text(offline.model(), Wishes.TASK, seed), done -> {}, Duration.ofSeconds(5));
    }
}
