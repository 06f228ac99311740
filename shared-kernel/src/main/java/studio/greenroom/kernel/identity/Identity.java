package studio.greenroom.kernel.identity;

/**
 * Who is asking.
 *
 * @param owner         whose things these are: an {@code own_…} id
 * @param administrator may see envelopes and run projections, never personal content of others
 */
public record Identity(String owner, boolean administrator) {}
