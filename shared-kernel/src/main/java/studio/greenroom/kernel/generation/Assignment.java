package studio.greenroom.kernel.generation;

/** Who is to do it. */
public record Assignment(String provider, String model) {}
