package studio.greenroom.kernel.generation;

/**
 * What a generation was made from.
 *
 * @param parent     the generation that was regenerated
 * @param root       where the line begins
 * @param seedLocked whether the parent's seed was taken over
 */
public record Lineage(String parent, String root, boolean seedLocked) {}
