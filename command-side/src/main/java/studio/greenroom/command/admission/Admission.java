package studio.greenroom.command.admission;

import java.time.Duration;
import studio.greenroom.command.repeat.Earlier;
import studio.greenroom.kernel.command.Receipt;

/** What becomes of a request that may be made. */
public sealed interface Admission {

    /** It is let in, as this generation. */
    record New(String generationId) implements Admission {}

    /** The same request is under way, as the generation that the receipt speaks of. */
    record Running(Receipt receipt) implements Admission {}

    /** @param kept how much longer it answers the same request */
    record Done(Earlier earlier, Duration kept) implements Admission {}

    /** The same request was let in, and its generation is not there yet; nor is it known that it will be. */
    record Unwritten() implements Admission {}
}
