package studio.greenroom.saga.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationKind;

/** The providers that this process can call. Of each kind the first one gets new attempts. */
public final class Providers implements Assignments {

    private final List<TextProvider> texts;
    private final List<ImageProvider> images;

    public Providers(List<TextProvider> texts, List<ImageProvider> images) {
        this.texts = List.copyOf(texts);
        this.images = List.copyOf(images);
    }

    @Override
    public Assignment of(GenerationKind kind) {
        Provider first = all(kind).get(0);
        return new Assignment(first.name(), first.model());
    }

    public Optional<TextProvider> text(String name) {
        return texts.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    public Optional<ImageProvider> image(String name) {
        return images.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    public Optional<? extends Provider> find(GenerationKind kind, String name) {
        return all(kind).stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** What a call whose outcome is lost is taken to have cost. */
    public @Nullable Cost estimate(GenerationKind kind, String name) {
        return find(kind, name).map(Provider::estimate).orElse(null);
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        texts.forEach(p -> names.add(p.name()));
        images.forEach(p -> names.add(p.name()));
        return names;
    }

    private List<? extends Provider> all(GenerationKind kind) {
        return kind == GenerationKind.BIO ? texts : images;
    }
}
