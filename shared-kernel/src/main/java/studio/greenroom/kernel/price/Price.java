package studio.greenroom.kernel.price;

import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Usage;

/**
 * What a provider asks for one model, in millionths of the price list's currency. What is left out is 0.
 *
 * @param inputPerMillion          for a million tokens that the model reads
 * @param outputPerMillion         for a million tokens that it writes
 * @param perPicture               for an answer, whatever it counts
 * @param outputTokens             for the estimate: most tokens that an answer takes, whatever its size
 * @param outputTokensPerMegapixel for the estimate: most tokens that a million pixels take besides
 * @param source                   where and when the price was read
 */
record Price(
        String provider,
        String model,
        long inputPerMillion,
        long outputPerMillion,
        long perPicture,
        long outputTokens,
        long outputTokensPerMegapixel,
        @Nullable String source) {

    private static final long MILLION = 1_000_000;
    /** Ten thousand units for a million tokens; with {@link #MOST_TOKENS} no sum leaves a long. */
    private static final long HIGHEST = 10_000 * MILLION;

    private static final long MOST_TOKENS = 100 * MILLION;
    /** Who can not draw as small as asked draws a square of 1024. */
    private static final long SMALLEST = 1_024 * 1_024;

    Price {
        require(provider != null && !provider.isBlank(), "provider is missing");
        require(model != null && !model.isBlank(), "model is missing");
        between("inputPerMillion", inputPerMillion, HIGHEST);
        between("outputPerMillion", outputPerMillion, HIGHEST);
        between("perPicture", perPicture, HIGHEST);
        between("outputTokens", outputTokens, MILLION);
        between("outputTokensPerMegapixel", outputTokensPerMegapixel, MILLION);
        require(
                outputPerMillion == 0 || outputTokens + outputTokensPerMegapixel > 0,
                "outputTokens is missing: without it nothing can be said before the answer");
    }

    /** Micros of an answer, rounded up; null when the provider does not say what it counted, or nothing one can believe. */
    @Nullable
    Long of(@Nullable Usage usage) {
        if (inputPerMillion == 0 && outputPerMillion == 0) {
            return perPicture;
        }
        return usage == null || !believable(usage.inputTokens()) || !believable(usage.outputTokens())
                ? null
                : of(usage.inputTokens(), usage.outputTokens());
    }

    /** Micros of an answer before there is one: no more than this, if the provider does as it says. */
    long estimate(int width, int height, int promptCharacters) {
        long pixels = width == 0 ? 0 : Math.max(SMALLEST, (long) width * height);
        long output = outputTokens + roundedUp(Math.multiplyExact(outputTokensPerMegapixel, pixels));
        // A token is hardly ever less than a character, in any language.
        return of(promptCharacters, Math.min(output, MOST_TOKENS));
    }

    private long of(long input, long output) {
        return perPicture + roundedUp(input * inputPerMillion + output * outputPerMillion);
    }

    private static long roundedUp(long millionths) {
        return (millionths + MILLION - 1) / MILLION;
    }

    private static boolean believable(long tokens) {
        return tokens >= 0 && tokens <= MOST_TOKENS;
    }

    private static void between(String field, long number, long most) {
        require(number >= 0 && number <= most, field + " is a number from 0 to " + most);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
