package studio.greenroom.kernel.generation;

/**
 * A provider and model that generations of a kind can be made with.
 *
 * @param knowsNegative whether it takes what is not to be seen apart from the prompt
 */
public record Offer(GenerationKind kind, String provider, String model, boolean offline, boolean knowsNegative) {

    public Assignment assignment() {
        return new Assignment(provider, model);
    }
}
