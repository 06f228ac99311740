package studio.greenroom.command.safety;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import studio.greenroom.command.safety.Folding.Word;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Terms that may not be asked for, in rules that have names. A term is one word or several in a row of one part of a
 * sentence; {@code *} at its end takes any ending.
 */
public final class SafetyPolicy {

    /** Folded letters from which on a term is also found when it is cut in other places. */
    private static final int LONG = 8;

    private static final JsonMapper JSON = new JsonMapper();

    private final int version;
    private final List<Rule> rules;

    /** @param about what it is about, as people are told */
    public record Rule(String name, String about, List<Term> terms) {}

    /** Folded, once. */
    record Term(int words, String letters, boolean open) {

        static Term of(String text) {
            List<Word> words = Folding.words(text);
            require(!words.isEmpty(), "the term “" + text + "” has no word");
            String letters = words.stream().map(Word::letters).collect(Collectors.joining());
            return new Term(words.size(), Folding.onceEach(letters), text.endsWith("*"));
        }

        /** From the beginning of a word to the end of one, wherever it was cut between. */
        boolean isIn(List<Word> text) {
            for (int from = 0; from < text.size(); from++) {
                int most = letters.length() >= LONG ? text.size() : Math.min(text.size(), from + words);
                String part = text.get(from).letters();
                for (int at = from + 1;
                        at < most && isBegun(part) && !text.get(at).begins();
                        at++) {
                    part = Folding.onceEach(part + text.get(at).letters());
                }
                if (open ? part.startsWith(letters) : part.equals(letters)) {
                    return true;
                }
            }
            return false;
        }

        /** More words may make it whole: hardly any text gets so far, so that little is put together for nothing. */
        private boolean isBegun(String part) {
            return part.length() < letters.length() && letters.startsWith(part);
        }
    }

    /** As it stands in the file. */
    private record Form(int version, @Nullable List<RuleForm> rules) {}

    private record RuleForm(
            @Nullable String name,
            @Nullable String about,
            @Nullable List<String> terms) {

        Rule rule() {
            if (name == null || about == null || terms == null || terms.isEmpty()) {
                throw new IllegalArgumentException("a rule has a name, says what it is about and has terms");
            }
            return new Rule(name, about, terms.stream().map(Term::of).toList());
        }
    }

    private SafetyPolicy(Form form) {
        require(form.version() >= 1, "its version is 1 or more");
        version = form.version();
        rules = form.rules() == null
                ? List.of()
                : form.rules().stream().map(RuleForm::rule).toList();
        require(!rules.isEmpty(), "it has no rules");
    }

    /** @throws IllegalArgumentException in one line, without a cause, that names the setting and what is wrong */
    public static SafetyPolicy read(Resource file) {
        String problem;
        try (InputStream in = file.getInputStream()) {
            return new SafetyPolicy(JSON.readValue(in, Form.class));
        } catch (IOException e) {
            problem = "it can not be read";
        } catch (JacksonException e) {
            problem = e.getOriginalMessage();
        } catch (IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        throw new IllegalArgumentException(
                "greenroom.safety.policy is " + file.getDescription() + ", which can not be used: " + problem);
    }

    private static void require(boolean usable, String otherwise) {
        if (!usable) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Told with every refusal, so that it can be understood later. */
    public int version() {
        return version;
    }

    /** The first rule that a text touches. */
    public Optional<Rule> broken(String text) {
        List<Word> words = Folding.words(text);
        return rules.stream()
                .filter(rule -> rule.terms().stream().anyMatch(term -> term.isIn(words)))
                .findFirst();
    }
}
