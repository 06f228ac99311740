package studio.greenroom.kernel.prompt;

/** What a prompt can be made from, as data: found by its name or, in one version for good, by name@version. */
public sealed interface Versioned permits Style, Preset, Task {

    /** Lower-case words and digits with hyphens between, at most 40 characters. */
    String name();

    /** 1 or more; a change is a new version, and the old one stays readable. */
    int version();

    /** {@code name@version}. */
    default String reference() {
        return name() + '@' + version();
    }
}
