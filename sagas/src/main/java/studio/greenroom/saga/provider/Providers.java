package studio.greenroom.saga.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Offer;

/**
 * The providers that this process can call. New attempts go along each kind's chain; the others are there for attempts
 * that were begun with them.
 */
public final class Providers implements Assignments {

    private final List<TextProvider> texts;
    private final List<ImageProvider> images;
    private final List<String> textChain;
    private final List<String> imageChain;

    /** With the first of each kind alone in its chain. */
    public Providers(List<TextProvider> texts, List<ImageProvider> images) {
        this(texts, images, List.of(texts.get(0).name()), List.of(images.get(0).name()));
    }

    /** @param textChain names of those that are asked one after another, as {@code imageChain} */
    public Providers(
            List<TextProvider> texts, List<ImageProvider> images, List<String> textChain, List<String> imageChain) {
        this.texts = List.copyOf(texts);
        this.images = List.copyOf(images);
        this.textChain = List.copyOf(textChain);
        this.imageChain = List.copyOf(imageChain);
    }

    @Override
    public Assignment of(GenerationKind kind) {
        return chain(kind).get(0).assignment();
    }

    /** What new generations can be made with, each kind in the order of its chain. */
    public List<Offer> offers() {
        return Stream.of(GenerationKind.values())
                .flatMap(kind -> chain(kind).stream())
                .toList();
    }

    private List<Offer> chain(GenerationKind kind) {
        return (kind == GenerationKind.IMAGE ? imageChain : textChain)
                .stream()
                        .map(name -> find(kind, name).orElseThrow())
                        .map(p -> new Offer(kind, p.name(), p.model(), p.offline(), p.knowsNegative()))
                        .toList();
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
    public @Nullable Cost estimate(GenerationRequested request, String name, String model) {
        return find(request.kind(), name)
                .map(provider -> provider.estimate(model, request))
                .orElse(null);
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        texts.forEach(p -> names.add(p.name()));
        images.forEach(p -> names.add(p.name()));
        return names;
    }

    /** Those that are somebody else's. */
    public Set<String> remote() {
        Set<String> names = new TreeSet<>();
        Stream.concat(texts.stream(), images.stream()).filter(p -> !p.offline()).forEach(p -> names.add(p.name()));
        return names;
    }

    private List<? extends Provider> all(GenerationKind kind) {
        return kind == GenerationKind.IMAGE ? images : texts;
    }
}
