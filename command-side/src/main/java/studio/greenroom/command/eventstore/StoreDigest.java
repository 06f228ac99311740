package studio.greenroom.command.eventstore;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.hash.Sha256;

/**
 * What a store holds, in one line: two stores with the same are equal in every byte of every envelope.
 *
 * @param count  of events
 * @param head   position of the last
 * @param sha256 over all fields of all envelopes in their order, hexadecimal
 */
public record StoreDigest(long count, long head, String sha256) {

    /**
     * Reads the store up to a position.
     *
     * @param progress told the position that it has come to
     */
    public static StoreDigest of(EventLog log, long upTo, LongConsumer progress) {
        MessageDigest sha256 = Sha256.digest();
        long at = 0;
        long count = 0;
        try (Stream<Envelope> events = log.all(0);
                DataOutputStream out =
                        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
            for (Iterator<Envelope> left = events.iterator(); at < upTo && left.hasNext(); ) {
                Envelope event = left.next();
                write(event, out);
                at = event.position();
                if (++count % EventLog.PAGE == 0) {
                    progress.accept(at);
                }
            }
            progress.accept(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoreDigest(count, at, HexFormat.of().formatHex(sha256.digest()));
    }

    private static void write(Envelope event, DataOutputStream out) throws IOException {
        out.writeLong(event.position());
        for (String text : new @Nullable String[] {
            event.eventId(),
            event.streamId(),
            event.streamType(),
            event.type(),
            event.owner(),
            event.actor(),
            event.commandId(),
            event.correlationId(),
            event.causationId(),
            event.operationId(),
            event.keyId()
        }) {
            out.writeBoolean(text != null);
            out.writeUTF(text == null ? "" : text);
        }
        out.writeLong(event.revision());
        out.writeInt(event.typeRevision());
        out.writeInt(event.ordinal());
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()));
        for (byte[] bytes : new byte @Nullable [][] {event.payload(), event.personal()}) {
            out.writeInt(bytes == null ? -1 : bytes.length);
            out.write(bytes == null ? new byte[0] : bytes);
        }
    }
}
