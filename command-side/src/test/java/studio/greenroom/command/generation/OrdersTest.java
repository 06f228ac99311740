package studio.greenroom.command.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.command.offer.Offers;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.price.PriceList;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.prompt.PromptRequest;

class OrdersTest {

    private static final String CHEAP = "gpt-5-mini";
    private static final String DEAR = "gpt-5.5";

    private static final Wanted A_LINE = new Wanted(
            GenerationKind.TEXT,
            null,
            PromptRequest.nothing(),
            null,
            Map.of(),
            7L,
            2,
            0,
            0,
            RetryPolicyName.INTERACTIVE,
            "prompt");

    private final PriceList prices = PriceList.comingAlong();

    private static Offer offer(String model) {
        return new Offer(GenerationKind.TEXT, "openai", model, false, false);
    }

    @Test
    void theQuoteIsEnoughForADearerOneWhoIsAskedWhenTheFirstHasFailed() {
        try (CommandDatabase database = Database.fresh().open()) {
            ThreadPoolExecutor threads = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            Offers offers = new Offers(database, threads);
            Orders orders = new Orders(PromptLibrary.comingAlong(), offers, prices, new Random(1));
            offers.post(List.of(offer(CHEAP), offer(DEAR)));

            GenerationOrder order = orders.order(A_LINE, null);

            int characters = order.parts().stream()
                    .mapToInt(part -> part.text().length())
                    .sum();
            assertThat(order.chain()).extracting(Assignment::model).containsExactly(CHEAP, DEAR);
            assertThat(order.quote())
                    .isEqualTo(
                            prices.estimate(new Assignment("openai", DEAR), GenerationKind.TEXT, 0, 0, characters, 2));
            threads.shutdown();
        }
    }
}
