package studio.greenroom.standalone.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import studio.greenroom.standalone.verify.LedgerCheck.Result;

/** The log's balances beside those of the tables, in lines for people. */
final class Verdict {

    private static final int TOLD = 10;
    private static final String LINE = "%-8s%-5s%12s%16s%16s%16s%16s%16s%16s";

    private final Result result;
    private final List<String> differences = new ArrayList<>();

    Verdict(Result result) {
        this.result = result;
        result.moment().tables().forEach(this::compare);
    }

    boolean agrees() {
        return differences.isEmpty() && result.recount().faultCount() == 0;
    }

    private void compare(String table, SortedMap<Place, Sums> found) {
        SortedMap<Place, Sums> counted = result.recount().balances();
        SortedSet<Place> places = new TreeSet<>(counted.keySet());
        places.addAll(found.keySet());
        for (Place place : places) {
            Map<String, Long> expected = counted.getOrDefault(place, Sums.NONE).byName();
            Map<String, Long> there = found.getOrDefault(place, Sums.NONE).byName();
            expected.forEach((name, number) -> {
                Long other = Objects.requireNonNull(there.get(name));
                if (!number.equals(other)) {
                    differences.add("table %s, %s: %s is %s, by the log %s"
                            .formatted(table, place, name, figure(name, other), figure(name, number)));
                }
            });
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Log: %,d events up to position %,d, %,d generations",
                result.recount().events(),
                result.position(),
                result.recount().generations()));
        if (result.behind() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Of these, %,d are not in the read model yet: Greenroom takes them when it runs.",
                    result.behind()));
        }
        SortedMap<String, Sums> log = byCurrency(result.recount().balances());
        SortedMap<String, Sums> ledger = byCurrency(result.moment().tables().getOrDefault("balance", new TreeMap<>()));
        SortedSet<String> currencies = new TreeSet<>(log.keySet());
        currencies.addAll(ledger.keySet());
        if (!currencies.isEmpty()) {
            List<String> heads = new ArrayList<>(List.of("", ""));
            heads.addAll(Sums.NONE.byName().keySet());
            lines.add(LINE.formatted(heads.toArray()).stripTrailing());
        }
        for (String currency : currencies) {
            lines.add(line("log", currency, log.getOrDefault(currency, Sums.NONE)));
            lines.add(line("ledger", currency, ledger.getOrDefault(currency, Sums.NONE)));
        }
        return lines;
    }

    List<String> conclusion() {
        if (agrees()) {
            long owners = result.recount().balances().keySet().stream()
                    .map(Place::owner)
                    .distinct()
                    .count();
            return List.of(String.format(
                    Locale.ROOT,
                    "The ledger agrees with the log to the micro: %,d balances of %,d owners.",
                    result.recount().balances().size(),
                    owners));
        }
        long count = differences.size() + result.recount().faultCount();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "The ledger does not agree with the log: %,d differences, the first of them:", count));
        lines.addAll(result.recount().faults());
        differences.stream().limit(TOLD).forEach(lines::add);
        return lines;
    }

    private static SortedMap<String, Sums> byCurrency(SortedMap<Place, Sums> balances) {
        return balances.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().currency(), Map.Entry::getValue, Sums::plus, TreeMap::new));
    }

    private static String line(String name, String currency, Sums sums) {
        List<Object> cells = new ArrayList<>(List.of(name, currency));
        sums.byName().forEach((figure, number) -> cells.add(figure(figure, number)));
        return LINE.formatted(cells.toArray());
    }

    private static String figure(String name, Long number) {
        return name.equals("generations") ? String.format(Locale.ROOT, "%,d", number) : Money.of(number);
    }
}
