package studio.greenroom.command.safety;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes alike what people read alike: words without case, accents, invisible characters, look-alike letters of other
 * scripts (Unicode Technical Standard 39, skeletons), digits and signs that stand for letters, and letters that are
 * drawn out. Letters with something between each two of them are one word again. Works the same on the policy's terms.
 */
final class Folding {

    private static final Normalizer2 COMPATIBLE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 TAKEN_APART = Normalizer2.getNFDInstance();
    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern BREAK = Pattern.compile("[.,;:?!\\n。、]");
    private static final Pattern DRAWN_OUT = Pattern.compile("(.)\\1+");
    private static final Map<Character, Character> STANDS_FOR =
            Map.of('0', 'o', '1', 'i', 'l', 'i', '3', 'e', '4', 'a', '5', 's', '7', 't');

    private Folding() {}

    /** @param begins a part of a sentence, after a comma or the like */
    record Word(String letters, boolean begins) {}

    static List<Word> words(String text) {
        String folded = folded(text);
        List<Word> words = new ArrayList<>();
        StringBuilder spaced = new StringBuilder();
        boolean begins = true;
        boolean spacedBegins = true;
        int end = 0;
        for (Matcher piece = WORD.matcher(folded); piece.find(); end = piece.end()) {
            begins |= BREAK.matcher(folded.substring(end, piece.start())).find();
            boolean single = piece.group().codePointCount(0, piece.group().length()) == 1;
            if (single) {
                spacedBegins = spaced.isEmpty() ? begins : spacedBegins;
                spaced.append(piece.group());
            } else {
                add(words, spaced, spacedBegins);
                words.add(new Word(onceEach(piece.group()), begins));
            }
            begins = false;
        }
        add(words, spaced, spacedBegins);
        return words;
    }

    private static void add(List<Word> words, StringBuilder spaced, boolean begins) {
        if (!spaced.isEmpty()) {
            words.add(new Word(onceEach(spaced.toString()), begins));
            spaced.setLength(0);
        }
    }

    /** Drawn-out letters are written once. */
    static String onceEach(String word) {
        return DRAWN_OUT.matcher(word).replaceAll("$1");
    }

    private static String folded(String text) {
        String plain = signs(withoutMarks(COMPATIBLE.normalize(text)));
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints()
                .forEach(c -> looksLike(c)
                        .chars()
                        .forEach(one -> folded.append((char) STANDS_FOR.getOrDefault((char) one, (char) one))));
        return folded.toString();
    }

    /** Signs that stand for letters do so among letters. */
    private static String signs(String text) {
        return text.replaceAll("(?<=\\p{L})[!|]+(?=\\p{L})", "i")
                .replaceAll("(?<=\\p{L})@(?=\\p{L})", "a")
                .replaceAll("(?<=\\p{L})\\$|\\$(?=\\p{L})", "s");
    }

    /** What is ASCII stays: the skeleton of m is rn, and a pomegranate is no offence. */
    private static String looksLike(int c) {
        String letter = Character.toString(c);
        return c < 128 ? letter : withoutMarks(COMPATIBLE.normalize(LOOKS.getSkeleton(letter)));
    }

    private static String withoutMarks(String text) {
        return MARKS.matcher(TAKEN_APART.normalize(text)).replaceAll("");
    }
}
