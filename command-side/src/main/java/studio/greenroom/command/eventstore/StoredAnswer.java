package studio.greenroom.command.eventstore;

/**
 * The answer to a request with an Idempotency-Key.
 *
 * @param fingerprint of the request; another one under the same key is refused
 * @param status      HTTP status
 * @param position    of the stream's last event
 */
public record StoredAnswer(
        String owner,
        String key,
        String fingerprint,
        String commandId,
        int status,
        String streamId,
        long revision,
        long position) {

    public StoredAnswer of(String stream, long newRevision) {
        return new StoredAnswer(owner, key, fingerprint, commandId, status, stream, newRevision, position);
    }
}
