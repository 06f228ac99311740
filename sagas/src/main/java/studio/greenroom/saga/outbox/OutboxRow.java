package studio.greenroom.saga.outbox;

/** A claimed command, still as it is stored. */
record OutboxRow(long id, int tries, String type, String command, String cause) {

    Outgoing read() {
        return Outgoing.read(type, command, cause);
    }
}
