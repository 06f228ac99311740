package studio.greenroom.kernel.command;

/**
 * Who sends a command and why.
 *
 * @param owner         whose things it may change
 * @param actor         who acts: an owner, or a part of Greenroom such as {@code saga:generation}
 * @param commandId     a second command with the same id changes nothing
 * @param correlationId the ask that all this began with
 * @param causationId   the event or request that led to this command
 * @param operationId   groups what one undo takes back
 */
public record Cause(
        String owner, String actor, String commandId, String correlationId, String causationId, String operationId) {

    /** A person's own ask: it begins a correlation and an operation. */
    public static Cause asked(String owner, String commandId, String operationId) {
        return asked(owner, commandId, commandId, operationId);
    }

    /** The same, of an ask that has a name already. */
    public static Cause asked(String owner, String commandId, String correlationId, String operationId) {
        return new Cause(owner, owner, commandId, correlationId, commandId, operationId);
    }
}
