package studio.greenroom.query.console;

import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module and all that it imports, as one file: a browser asks once, instead of once for each. What the modules say stays
 * as it was written, each in a scope of its own, but for the lines that import and export.
 */
final class JoinedModule {

    private static final Pattern IMPORT =
            Pattern.compile("(?m)(?:^|(?<=;))import ?\\{([^}]*)} ?from ?['\"]([^'\"]+)['\"];");
    private static final Pattern DECLARATION =
            Pattern.compile("(?m)^export (?=(?:const|class|function|async function) (\\w+))");
    private static final Pattern LIST = Pattern.compile("(?m)(?:^|(?<=[;}]))export ?\\{([^}]*)};");
    private static final Pattern MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");
    private static final Pattern REST = Pattern.compile("(?m)^(?:import|export)\\b.*$|\\bimport\\(.*$");

    private final Map<String, String> sources;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final StringBuilder joined = new StringBuilder("const modules = {};\n");

    private JoinedModule(Map<String, String> sources) {
        this.sources = sources;
    }

    /** @param sources each module's text by its address */
    static String of(String address, Map<String, String> sources) {
        JoinedModule module = new JoinedModule(sources);
        module.add(address);
        return module.joined.toString();
    }

    private void add(String address) {
        String source = sources.get(address);
        if (source == null) {
            throw new IllegalStateException("There is no module " + address);
        }
        begun.add(address);
        StringJoiner exports = new StringJoiner(", ", "return {", "};");
        String body = IMPORT.matcher(source).replaceAll(quoted(it -> {
            String other = URI.create(address).resolve(it.group(2)).toString();
            need(other, address);
            return "const {" + it.group(1).replace(" as ", ": ") + "} = modules['" + other + "'];";
        }));
        body = DECLARATION.matcher(body).replaceAll(quoted(it -> {
            exports.add(it.group(1));
            return "";
        }));
        body = LIST.matcher(body).replaceAll(quoted(it -> {
            for (String each : it.group(1).split(",")) {
                String[] names = each.strip().split(" as ");
                exports.add(names[names.length - 1] + ": " + names[0]);
            }
            return "";
        }));
        body = MAP.matcher(body).replaceAll("");
        Matcher rest = REST.matcher(body);
        if (rest.find()) {
            throw new IllegalStateException(
                    address + " imports or exports in a form that can not be joined: " + rest.group());
        }
        joined.append("\nmodules['").append(address).append("'] = (() => {\n");
        joined.append(body.strip()).append('\n').append(exports).append("\n})();\n");
        ended.add(address);
    }

    /** What is imported stands before what imports it, once. */
    private void need(String address, String by) {
        if (begun.contains(address) && !ended.contains(address)) {
            throw new IllegalStateException(by + " imports " + address + ", which imports it in turn");
        }
        if (!ended.contains(address)) {
            add(address);
        }
    }

    private static Function<MatchResult, String> quoted(Function<MatchResult, String> replacement) {
        return it -> Matcher.quoteReplacement(replacement.apply(it));
    }
}
