package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.id.Ids;

/** Events that appear in the store all at once, more than commands could bring in that time. */
public final class Backlog {

    private static final String NAME = "art_" + "0".repeat(26);

    private static final Persona PERSONA =
            new Persona("Mara Solvei", "ambient", null, List.of("patient", "dry"), "rain-lit noir");
    private static final Ids IDS = new Ids(Clock.systemUTC(), new SecureRandom());

    private Backlog() {}

    /** As many artists as said, spread over the bench's people. */
    static void write(Site site, int count) throws SQLException, IOException {
        List<String> owners = new ArrayList<>();
        for (int person = 0; person < site.plan().owners(); person++) {
            owners.add(site.owner(person));
        }
        try (Connection connection = site.database()) {
            write(connection, owners, count);
        }
    }

    /** As many artists as said, in one commit, as an appender writes them. */
    public static void write(Connection connection, List<String> owners, int count) throws SQLException {
        EventCodec.Parts event = EventCodec.write(new ArtistCreated(NAME, PERSONA));
        try (PreparedStatement insert = connection.prepareStatement("""
                WITH head AS (
                    UPDATE command.store_head SET position = position + ? RETURNING position - ? AS base
                ), n AS (
                    SELECT base + i AS position, to_char(base + i, 'FM00000000000000000000000000') AS number,
                        (?::text[])[1 + i % ?] AS owner
                    FROM head, generate_series(1, ?) i
                )
                INSERT INTO command.events (position, event_id, stream_id, stream_type, revision, type, type_revision,
                    occurred_at, owner, actor, command_id, ordinal, correlation_id, causation_id, operation_id, payload,
                    personal)
                SELECT position, 'evt_' || number, 'art_' || number, 'artist', 1, 'ArtistCreated', 1, now(), owner, owner,
                    'cmd_' || number, 0, 'cmd_' || number, 'cmd_' || number, 'opr_' || number,
                    convert_to(replace(?, ?, 'art_' || number), 'UTF8'), ? FROM n""")) {
            insert.setInt(1, count);
            insert.setInt(2, count);
            insert.setArray(3, connection.createArrayOf("text", owners.toArray()));
            insert.setInt(4, owners.size());
            insert.setInt(5, count);
            insert.setString(6, new String(event.payload(), StandardCharsets.UTF_8));
            insert.setString(7, NAME);
            insert.setBytes(8, event.personal());
            insert.executeUpdate();
        }
    }

    /** The commit of one more artist, as a command leads to it. */
    static Commit commit() {
        String artist = IDS.next(Ids.ARTIST);
        String command = IDS.next(Ids.COMMAND);
        String owner = "own_" + "0".repeat(26);
        EventCodec.Parts event = EventCodec.write(new ArtistCreated(artist, PERSONA));
        return new Commit(
                List.of(new Envelope(
                        0,
                        IDS.next(Ids.EVENT),
                        artist,
                        "artist",
                        1,
                        "ArtistCreated",
                        1,
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        owner,
                        owner,
                        command,
                        0,
                        command,
                        command,
                        IDS.next(Ids.OPERATION),
                        event.payload(),
                        event.personal(),
                        null)),
                null);
    }

    /** The newest of them, whole. */
    static List<Envelope> newest(Site site, int count) throws SQLException, IOException {
        List<Envelope> events = new ArrayList<>();
        try (Connection connection = site.database();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT * FROM command.events ORDER BY position DESC LIMIT " + count);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                events.add(new Envelope(
                        row.getLong("position"),
                        row.getString("event_id"),
                        row.getString("stream_id"),
                        row.getString("stream_type"),
                        row.getLong("revision"),
                        row.getString("type"),
                        row.getInt("type_revision"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getString("owner"),
                        row.getString("actor"),
                        row.getString("command_id"),
                        row.getInt("ordinal"),
                        row.getString("correlation_id"),
                        row.getString("causation_id"),
                        row.getString("operation_id"),
                        row.getBytes("payload"),
                        row.getBytes("personal"),
                        null));
            }
        }
        return events;
    }
}
