package studio.greenroom.command.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.Receipt;

/** How a request is to be answered. */
public sealed interface Reply {

    /** For the header of that name, RFC 9211; null where nothing was kept to answer with. */
    @Nullable
    String cacheStatus();

    /** With what this command leads to. */
    record Send(Command command, @Nullable String cacheStatus) implements Reply {}

    /** With what is there: nothing is sent. */
    record Known(
            Receipt receipt, HttpStatus status, @Nullable String cacheStatus) implements Reply {}
}
