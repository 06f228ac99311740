package studio.greenroom.command.artist;

import studio.greenroom.kernel.command.Command;

/** Asks an artist how they are now, which only a decision on another aggregate needs. Changes nothing. */
record LookAtArtist(String artistId) implements Command {

    @Override
    public String streamId() {
        return artistId;
    }
}
