package studio.greenroom.kernel.artist;

import studio.greenroom.kernel.generation.ImageResult;

/** A picture of an artist, the generation and variant that made it, and what it shows in words. */
public record ArtistImage(String generationId, int variant, ImageResult image, String altText) {}
