package studio.greenroom.saga.provider;

/** Who is to do it. */
public record Assignment(String provider, String model) {}
