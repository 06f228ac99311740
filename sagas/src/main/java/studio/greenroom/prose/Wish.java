package studio.greenroom.prose;

import java.util.Locale;

/**
 * What an instruction asks for, as far as it is understood.
 *
 * @param length -1 shorter, 0 as usual, 1 longer
 * @param tone   which endings to choose from
 * @param plain  whether to leave images out
 */
record Wish(int length, Tone tone, boolean plain) {

    enum Tone {
        EVEN,
        DARK,
        WARM,
        FUNNY
    }

    private static final String DARK =
            "dark|darker|gloom\\w*|moody|moodier|bleak\\w*|brooding|sad|sadder|melanchol\\w*|serious";
    private static final String WARM =
            "warm|warmer|warmth|kind|kinder|friendl\\w*|hopeful|tender|gentle\\w*|sunn\\w*|optimistic";
    private static final String FUNNY =
            "fun|funny|funnier|humou?r\\w*|humorous|witty|wittier|playful|silly|sillier|jok\\w*|light-hearted|lighter";

    static Wish of(String instruction) {
        String low = instruction.toLowerCase(Locale.ROOT);
        boolean shorter = has(low, "shorter|short|brief|briefer|concise|tighter|trim|condense")
                || negated(low, "long|longer|wordy|words");
        boolean longer = has(low, "longer|expand|more detail|more details|detailed|extend|lengthen")
                || negated(low, "short|brief");
        Tone tone = negated(low, DARK)
                ? Tone.WARM
                : negated(low, WARM)
                        ? Tone.DARK
                        : negated(low, FUNNY)
                                ? Tone.EVEN
                                : has(low, DARK)
                                        ? Tone.DARK
                                        : has(low, WARM) ? Tone.WARM : has(low, FUNNY) ? Tone.FUNNY : Tone.EVEN;
        boolean plain = has(low, "plain|plainer|simple|simpler|simplify|factual|straightforward")
                || negated(low, "flowery|poetic|fancy|imagery");
        return new Wish(shorter ? -1 : longer ? 1 : 0, tone, plain);
    }

    private static boolean has(String text, String words) {
        return text.matches("(?s).*\\b(" + words + ")\\b.*");
    }

    private static boolean negated(String text, String words) {
        return text.matches("(?s).*\\b(less|not so|not as|not too|too|without|no)\\s+(" + words + ")\\b.*");
    }

    /** Whether the ending carries the wish and must stay. */
    boolean bent() {
        return tone != Tone.EVEN;
    }

    String[] closings() {
        return switch (tone) {
            case EVEN -> Frames.CLOSE;
            case DARK -> Frames.DARK;
            case WARM -> Frames.WARM;
            case FUNNY -> Frames.FUNNY;
        };
    }
}
