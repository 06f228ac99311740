package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the child counts and times itself. */
final class Metrics {

    private final Map<String, Double> values;

    private Metrics(Map<String, Double> values) {
        this.values = values;
    }

    static Metrics of(HttpClient client, URI address) throws IOException, InterruptedException {
        return of(client.send(
                        HttpRequest.newBuilder(address.resolve("/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    static Metrics of(String text) {
        Map<String, Double> values = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int gap = line.lastIndexOf(' ');
            values.put(line.substring(0, gap), Double.valueOf(line.substring(gap + 1)));
        });
        return new Metrics(values);
    }

    /** @param series its name with its tags; 0 when there is none */
    double value(String series) {
        return values.getOrDefault(series, 0.0);
    }

    /** All series of that name together. */
    double sum(String name) {
        return values.entrySet().stream()
                .filter(series -> series.getKey().startsWith(name))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * A quantile of what a timer has timed since an earlier look, between the bounds of its bucket.
     *
     * @param tags {@code name="value",}, or nothing
     * @return milliseconds
     */
    double millis(Metrics earlier, String timer, String tags, double quantile) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        String start = timer + "_seconds_bucket{" + tags + "le=\"";
        values.forEach((series, value) -> {
            if (series.startsWith(start)) {
                String bound = series.substring(start.length(), series.length() - 2);
                counts.put(
                        bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                        value - earlier.value(series));
            }
        });
        double rank = counts.isEmpty() ? 0 : quantile * counts.lastEntry().getValue();
        double bound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            if (bucket.getValue() >= rank && bucket.getValue() > below) {
                double width = bucket.getKey().isInfinite() ? 0 : bucket.getKey() - bound;
                return 1_000 * (bound + width * (rank - below) / (bucket.getValue() - below));
            }
            bound = bucket.getKey();
            below = bucket.getValue();
        }
        return Double.NaN;
    }
}
