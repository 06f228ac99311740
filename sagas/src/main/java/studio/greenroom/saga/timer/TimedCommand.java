package studio.greenroom.saga.timer;

import java.time.Instant;
import studio.greenroom.saga.outbox.Outgoing;

/** A command for later. */
public record TimedCommand(Instant time, String timer, Outgoing command) {}
