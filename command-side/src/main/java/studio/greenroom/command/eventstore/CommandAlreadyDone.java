package studio.greenroom.command.eventstore;

import studio.greenroom.kernel.command.Receipt;

/** A command with this id has been committed before; its receipt is the answer to this one too. */
public final class CommandAlreadyDone extends RuntimeException {

    private final transient Receipt receipt;

    public CommandAlreadyDone(Receipt receipt) {
        super("The command is already done", null, false, false);
        this.receipt = receipt;
    }

    public Receipt receipt() {
        return receipt;
    }
}
