package studio.greenroom.saga.consumer;

import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.annotation.MessageHandlerInterceptorMemberChain;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.ResourceInjector;
import org.axonframework.modelling.saga.metamodel.AnnotationSagaMetaModelFactory;
import org.axonframework.modelling.saga.metamodel.SagaModel;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.modelling.saga.repository.SagaStore;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.saga.generation.GenerationSaga;

/** Hands events to generation sagas through Axon, each in a unit of work that knows no transaction. */
public final class SagaRunner {

    private static final AnnotationSagaMetaModelFactory MODELS = new AnnotationSagaMetaModelFactory();
    private static final SagaModel<GenerationSaga> MODEL = MODELS.modelOf(GenerationSaga.class);
    private static final MessageHandlerInterceptorMemberChain<GenerationSaga> CHAIN =
            MODELS.chainedInterceptor(GenerationSaga.class);

    private final AnnotatedSagaManager<GenerationSaga> manager;

    /** No lock is taken here: whoever runs sagas holds their partition's row. */
    public SagaRunner(SagaStore<GenerationSaga> store, ResourceInjector injector, Supplier<String> sagaIds) {
        manager = new Manager(
                AnnotatedSagaManager.<GenerationSaga>builder()
                        .sagaType(GenerationSaga.class)
                        .sagaModel(MODEL)
                        .sagaFactory(GenerationSaga::new)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .sagaRepository(AnnotatedSagaRepository.<GenerationSaga>builder()
                                .sagaType(GenerationSaga.class)
                                .sagaModel(MODEL)
                                .interceptorMemberChain(CHAIN)
                                .sagaStore(store)
                                .resourceInjector(injector)
                                .lockFactory(NullLockFactory.INSTANCE)
                                .build()),
                sagaIds);
    }

    /**
     * @return whether there was something to do for sagas
     * @throws PoisonedEventException when a handler failed; nothing of the batch may be written then
     */
    public boolean handle(Recorded recorded) {
        Envelope envelope = recorded.envelope();
        EventMessage<?> message = new GenericEventMessage<>(
                envelope.eventId(), recorded.event(), Map.of(GenerationSaga.ENVELOPE, envelope), envelope.occurredAt());
        if (!manager.canHandle(message, Segment.ROOT_SEGMENT)) {
            return false;
        }
        ResultMessage<?> result = DefaultUnitOfWork.startAndGet(message)
                .executeWithResult(
                        () -> {
                            manager.handle(message, Segment.ROOT_SEGMENT);
                            return null;
                        },
                        RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw new PoisonedEventException(envelope, result.exceptionResult());
        }
        return true;
    }

    private static final class Manager extends AnnotatedSagaManager<GenerationSaga> {

        private final Supplier<String> ids;

        Manager(Builder<GenerationSaga> builder, Supplier<String> ids) {
            super(builder);
            this.ids = ids;
        }

        @Override
        protected String createSagaIdentifier(Segment segment) {
            return ids.get();
        }
    }
}
