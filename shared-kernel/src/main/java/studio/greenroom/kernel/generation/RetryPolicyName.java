package studio.greenroom.kernel.generation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a generation's attempts are spread over time; the numbers behind a name are settings. */
public enum RetryPolicyName {
    /** Somebody is watching: few attempts, seconds apart. */
    INTERACTIVE,
    /** Nobody is: attempts minutes apart. */
    PATIENT;

    /** @throws IllegalArgumentException when there is none of that name */
    public static RetryPolicyName of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As it stands in requests and events. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
