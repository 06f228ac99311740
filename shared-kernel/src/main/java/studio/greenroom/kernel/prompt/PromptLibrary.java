package studio.greenroom.kernel.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.greenroom.kernel.generation.GenerationKind;

/**
 * The styles, presets and tasks there are. Those that come along are resources beside the code; a place of one's own
 * adds to them, also newer versions of the same names, but never replaces a version.
 *
 * <p>A file is a JSON object with any of the lists {@code styles}, {@code presets} and {@code tasks}. Whatever is wrong in
 * one is an IllegalArgumentException, one line without a cause that names the file and the field.
 */
public final class PromptLibrary {

    private static final List<String> COMING_ALONG = List.of("styles.json", "presets.json", "tasks.json");

    private final Shelf<Style> styles = new Shelf<>();
    private final Shelf<Preset> presets = new Shelf<>();
    private final Shelf<Task> tasks = new Shelf<>();

    private PromptLibrary(List<PromptFile> files) {
        files.forEach(file -> file.read(this::add));
        files.forEach(file -> file.read(this::checkStyles));
    }

    /** What comes along, and no more. */
    public static PromptLibrary comingAlong() {
        return new PromptLibrary(resources());
    }

    /** What comes along and one file more; it is read to its end and not closed. */
    public static PromptLibrary with(String fileName, InputStream file) {
        return new PromptLibrary(and(Stream.of(PromptFile.of(fileName, file))));
    }

    /** What comes along and one file more, or all files of a folder that end in .json. */
    public static PromptLibrary with(Path location) {
        if (!Files.isDirectory(location)) {
            return new PromptLibrary(and(Stream.of(PromptFile.of(location))));
        }
        try (Stream<Path> found = Files.list(location)) {
            return new PromptLibrary(and(found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(PromptFile::of)));
        } catch (IOException e) {
            throw new IllegalArgumentException(location + ": it can not be read");
        }
    }

    /** By name, then the newest, or by name@version. */
    public Optional<Style> style(String reference) {
        return styles.find(reference);
    }

    /** By name, then the newest, or by name@version. */
    public Optional<Preset> preset(String reference) {
        return presets.find(reference);
    }

    /** By name, then the newest, or by name@version. */
    public Optional<Task> task(String reference) {
        return tasks.find(reference);
    }

    /** The newest of each name, by name. */
    public List<Style> styles() {
        return styles.newest();
    }

    /** The newest of each name, by name. */
    public List<Preset> presets() {
        return presets.newest();
    }

    /** The newest of each name, by name. */
    public List<Task> tasks() {
        return tasks.newest();
    }

    private void add(PromptFile.Definitions found) {
        found.styles().forEach(styles::add);
        found.presets().forEach(presets::add);
        found.tasks().forEach(tasks::add);
    }

    private void checkStyles(PromptFile.Definitions file) {
        for (Preset preset : file.presets()) {
            String style = preset.style();
            Bounds.require(
                    style == null
                            || styles.find(style)
                                    .filter(found -> found.serves(GenerationKind.IMAGE))
                                    .isPresent(),
                    preset.reference() + ".style",
                    "names no style of pictures that there is: " + style);
        }
    }

    private static List<PromptFile> and(Stream<PromptFile> more) {
        return Stream.concat(resources().stream(), more).toList();
    }

    private static List<PromptFile> resources() {
        return COMING_ALONG.stream().map(PromptLibrary::resource).toList();
    }

    private static PromptFile resource(String name) {
        try (InputStream in = PromptLibrary.class.getResourceAsStream("/prompts/" + name)) {
            return PromptFile.of(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
