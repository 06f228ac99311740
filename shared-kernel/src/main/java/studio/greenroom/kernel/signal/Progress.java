package studio.greenroom.kernel.signal;

import org.jspecify.annotations.Nullable;

/**
 * How far one variant of a running generation is. A last-value signal, never an event: losing one loses nothing.
 *
 * @param variant         from 1
 * @param attempt         from 1
 * @param percent         0 to 100: 10 accepted by a worker, 20 prompt built, 20–70 generating, 70–90 saving, 100 done
 * @param stage           queued, accepted, prompt, generating, saving or done
 * @param ahead           how many calls are made before this one; only while it is queued
 * @param remainingMillis how long it will probably take, as calls of that provider and model took; null when none did
 * @param preview         number of the newest preview, from 1; null when there is none
 */
public record Progress(
        String owner,
        String generationId,
        int variant,
        int attempt,
        int percent,
        String stage,
        @Nullable Integer ahead,
        @Nullable Long remainingMillis,
        @Nullable Integer preview) {}
