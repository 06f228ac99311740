package studio.greenroom.standalone.simulation;

/** What Greenroom could do wrong: each is made on purpose, to see that the simulation finds it. */
enum Mistake {
    NONE,
    /** An attempt that is ordered again is called again. */
    ATTEMPT_ROWS_NOT_UNIQUE,
    /** Whoever takes over a dead worker's call makes it once more. */
    TAKEOVER_CALLS_AGAIN,
    /** A saga handles what it has handled before. */
    OLD_REVISIONS_HANDLED,
    /** What was sent twice is done twice. */
    COMMAND_IDS_FORGOTTEN,
    /** A command is taken out of the outbox before it is sent. */
    COMMANDS_CLEARED_TOO_EARLY,
    /** A retry does not wait. */
    TIMERS_FIRE_AT_ONCE,
    /** What is ready when its generation ends is called none the less. */
    ENDED_GENERATIONS_CALLED
}
