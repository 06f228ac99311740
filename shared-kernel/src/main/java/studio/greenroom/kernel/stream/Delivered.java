package studio.greenroom.kernel.stream;

import studio.greenroom.kernel.event.Envelope;

/** An event as it came out of the topic. */
public record Delivered(int partition, long offset, Envelope envelope) {}
