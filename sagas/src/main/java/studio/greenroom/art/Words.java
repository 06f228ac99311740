package studio.greenroom.art;

import java.util.Locale;

/** Whole-word search in free text. */
final class Words {
    private Words() {}

    static boolean any(String text, String... wanted) {
        String low = text.toLowerCase(Locale.ROOT);
        for (String word : wanted) {
            for (int at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + 1)) {
                int end = at + word.length();
                boolean starts = at == 0 || !Character.isLetterOrDigit(low.charAt(at - 1));
                if (starts && (end == low.length() || !Character.isLetterOrDigit(low.charAt(end)))) {
                    return true;
                }
            }
        }
        return false;
    }
}
