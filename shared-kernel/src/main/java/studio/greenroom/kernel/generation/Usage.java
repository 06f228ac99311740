package studio.greenroom.kernel.generation;

/** Tokens as the provider counted them. */
public record Usage(long inputTokens, long outputTokens) {}
