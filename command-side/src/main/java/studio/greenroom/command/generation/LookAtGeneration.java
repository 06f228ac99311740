package studio.greenroom.command.generation;

import studio.greenroom.kernel.command.Command;

/** Asks a generation how it is now, which only a request on its line needs. Changes nothing. */
record LookAtGeneration(String generationId) implements Command {

    @Override
    public String streamId() {
        return generationId;
    }
}
