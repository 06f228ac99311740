package studio.greenroom.command.relay;

import java.util.List;
import studio.greenroom.kernel.event.Envelope;

/**
 * What has to be done in command-side's own tables for events that are stored, before anybody else learns of them: in
 * their order, at least once, and again with a new epoch. The relay does not go on when it fails.
 */
public interface BeforePublication {

    void accept(List<Envelope> events);
}
