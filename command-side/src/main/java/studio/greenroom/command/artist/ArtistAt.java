package studio.greenroom.command.artist;

import studio.greenroom.kernel.artist.ArtistState;

/** An artist at a revision. */
public record ArtistAt(ArtistState state, long revision) {}
