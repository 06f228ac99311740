package studio.greenroom.kernel.signal;

import org.jspecify.annotations.Nullable;

/** Something may be new for an owner: progress when it is there, else events in the journal. */
public record Signal(String owner, @Nullable Progress progress) {}
