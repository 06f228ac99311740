package studio.greenroom.kernel.prompt;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All versions of all definitions of one sort. */
final class Shelf<T extends Versioned> {

    private static final Pattern REFERENCE =
            Pattern.compile("(?<name>" + Bounds.NAME + ")(?:@(?<version>[1-9]\\d{0,3}))?");

    private final SortedMap<String, TreeMap<Integer, T>> definitions = new TreeMap<>();

    void add(T definition) {
        T other = definitions
                .computeIfAbsent(definition.name(), name -> new TreeMap<>())
                .putIfAbsent(definition.version(), definition);
        Bounds.require(other == null, definition.reference(), "is there twice");
    }

    Optional<T> find(String reference) {
        Matcher said = REFERENCE.matcher(reference);
        if (!said.matches()) {
            return Optional.empty();
        }
        TreeMap<Integer, T> versions = definitions.getOrDefault(said.group("name"), new TreeMap<>());
        String version = said.group("version");
        return version == null
                ? Optional.ofNullable(versions.lastEntry()).map(last -> last.getValue())
                : Optional.ofNullable(versions.get(Integer.valueOf(version)));
    }

    List<T> newest() {
        return definitions.values().stream()
                .map(versions -> versions.lastEntry().getValue())
                .toList();
    }
}
