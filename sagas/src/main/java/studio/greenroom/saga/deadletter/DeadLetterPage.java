package studio.greenroom.saga.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next cursor of the following page; null on the last one */
public record DeadLetterPage(List<DeadLetter> items, @Nullable String next) {
}
