package studio.greenroom.query.ledger;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Projection;
import studio.greenroom.query.projection.Tables;

/** The ledger: what was set aside, paid, given back and saved, and for which generation, artist and owner. */
@Component
public class LedgerProjection implements Projection {

    public static final String NAME = "ledger";

    private static final Set<String> TYPES =
            Set.of("GenerationRequested", "CostReserved", "CostSettled", "CostRefunded", "RepeatsAnswered");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean concerns(Envelope event) {
        return TYPES.contains(event.type());
    }

    @Override
    public List<String> tables() {
        return LedgerTables.DDL;
    }

    @Override
    public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
        List<Recorded> own =
                events.stream().filter(this::concerns).map(Recorded::read).toList();
        if (own.isEmpty()) {
            return Mono.just(List.of());
        }
        LedgerTables ledger = new LedgerTables(tables);
        Set<String> generations =
                own.stream().map(recorded -> recorded.envelope().streamId()).collect(Collectors.toSet());
        return tables.aside(ledger.origins(generations).zipWhen(origins -> ledger.accounts(generations), Posting::new))
                .flatMap(posting -> {
                    own.forEach(posting::take);
                    return ledger.save(posting);
                })
                .thenReturn(List.of());
    }
}
