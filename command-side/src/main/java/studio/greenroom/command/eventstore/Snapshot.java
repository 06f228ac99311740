package studio.greenroom.command.eventstore;

import java.time.Instant;

/**
 * An aggregate's state after one of its events.
 *
 * @param form       of the state's class: one of another form was written by another version, and is folded anew
 * @param takenAt    when it was folded
 * @param state      as JSON; it holds what people wrote
 */
public record Snapshot(String streamId, long revision, String form, String owner, Instant takenAt, byte[] state) {}
