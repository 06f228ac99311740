package studio.greenroom.saga.provider.openai;

import static java.util.stream.Collectors.joining;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.NotFoundException;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.ProviderSettings;

/** Words judged by {@code POST /moderations} before anything is made from them; it costs nothing. */
final class Moderation {

    private static final Logger log = LoggerFactory.getLogger(Moderation.class);

    private final ProviderSettings.OpenAi settings;
    /** Compatible services mostly have none; they are asked once. */
    private volatile boolean missing;

    Moderation(ProviderSettings.OpenAi settings) {
        this.settings = settings;
    }

    /** @throws ProviderFailure when the words are refused; it names the categories */
    void check(OpenAIClient client, OpenAi.Time time, String words) {
        if (!settings.moderation() || missing) {
            return;
        }
        ModerationCreateParams params = ModerationCreateParams.builder()
                .model(settings.moderationModel())
                .input(words)
                .build();
        try (HttpResponseFor<ModerationCreateResponse> response =
                client.moderations().withRawResponse().create(params, time.options())) {
            ModerationCreateResponse answer = OpenAi.read(response, ModerationCreateResponse.class);
            judge(answer, OpenAiFaults.first(response.headers(), "x-request-id"));
        } catch (NotFoundException e) {
            if (OpenAiFaults.unknownModel(e)) {
                throw e;
            }
            missing = true;
            log.info("{} has no moderation: words are sent without it", settings.baseUrl());
        }
    }

    private static void judge(ModerationCreateResponse answer, @Nullable String requestId) {
        List<com.openai.models.moderations.Moderation> results = answer.results();
        if (results.isEmpty()) {
            throw failure(FailureCode.INVALID_ANSWER, "The moderation holds no result.", requestId);
        }
        if (results.stream().anyMatch(com.openai.models.moderations.Moderation::flagged)) {
            String categories = results.stream()
                    .flatMap(Moderation::raised)
                    .distinct()
                    .sorted()
                    .collect(joining(", "));
            throw failure(FailureCode.CONTENT_REFUSED, "Flagged by moderation: " + categories, requestId);
        }
    }

    /** By the names that came, since new ones are added. */
    private static Stream<String> raised(com.openai.models.moderations.Moderation result) {
        Object categories = JsonValue.from(result).convert(Map.class).get("categories");
        return categories instanceof Map<?, ?> named
                ? named.entrySet().stream()
                        .filter(category -> Boolean.TRUE.equals(category.getValue()))
                        .map(category -> String.valueOf(category.getKey()))
                : Stream.empty();
    }

    private static ProviderFailure failure(FailureCode code, String detail, @Nullable String requestId) {
        return new ProviderFailure(code, detail, null, requestId, Cost.FREE);
    }
}
