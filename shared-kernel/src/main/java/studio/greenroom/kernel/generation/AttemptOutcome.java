package studio.greenroom.kernel.generation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How one call of a provider ended. Durations are in milliseconds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AttemptOutcome.Text.class, name = "text"),
    @JsonSubTypes.Type(value = AttemptOutcome.Image.class, name = "image"),
    @JsonSubTypes.Type(value = AttemptOutcome.Failed.class, name = "failed")
})
public sealed interface AttemptOutcome {

    long durationMillis();

    /** What the provider counted; null when nothing came of the call, or it counts nothing. */
    @Nullable
    Usage usage();

    @Nullable
    Cost cost();

    @Nullable
    String providerRequestId();

    /** @param data what a task answered, as JSON; null without a task */
    record Text(
            String text,
            @Nullable String data,
            boolean offline,
            long durationMillis,
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable String providerRequestId)
            implements AttemptOutcome {}

    record Image(
            ImageResult image,
            String altText,
            long durationMillis,
            @Nullable Usage usage,
            @Nullable Cost cost,
            @Nullable String providerRequestId)
            implements AttemptOutcome {}

    /** @param retryAfterMillis how long the provider asked to wait; null when it did not say */
    record Failed(
            FailureCode code,
            long durationMillis,
            @Nullable Long retryAfterMillis,
            @Nullable Cost cost,
            @Nullable String providerRequestId,
            @Nullable String detail)
            implements AttemptOutcome {

        @Override
        public @Nullable Usage usage() {
            return null;
        }
    }
}
