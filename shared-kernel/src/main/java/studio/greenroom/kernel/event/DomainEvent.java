package studio.greenroom.kernel.event;

/** What happened to one aggregate, whose id is also the id of its stream. */
public interface DomainEvent {

    String streamId();
}
