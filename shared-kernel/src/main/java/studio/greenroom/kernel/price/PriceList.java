package studio.greenroom.kernel.price;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Usage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What models cost, in one currency, under a version that every cost keeps. A model that is not in it costs something
 * that nobody knows; Greenroom's own makers cost nothing. A dated name of a model ({@code …-2026-04-21}) has the price
 * of the name without the date, unless it has its own.
 */
public final class PriceList {

    private static final Set<String> OWN = Set.of("offline", "instant");
    private static final Pattern DATED = Pattern.compile("(.+)-\\d{4}-\\d{2}-\\d{2}");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final int version;
    private final String currency;
    private final Map<Assignment, Price> prices = new HashMap<>();

    /** As it stands in the file. */
    private record Form(
            int version,
            @Nullable String currency,
            @Nullable List<Price> prices) {}

    private PriceList(Form form) {
        version = form.version();
        currency = Objects.requireNonNullElse(form.currency(), "");
        require(version >= 1, "version is a number from 1");
        require(isCurrency(currency), "currency is one of ISO 4217, in three capital letters");
        for (Price price : Objects.requireNonNullElse(form.prices(), List.<Price>of())) {
            Assignment key = new Assignment(price.provider(), price.model());
            require(prices.put(key, price) == null, price.provider() + " " + price.model() + " is there twice");
        }
        require(!prices.isEmpty(), "prices has none");
    }

    /** The list that comes along. */
    public static PriceList comingAlong() {
        try (InputStream in = PriceList.class.getResourceAsStream("/prices/prices.json")) {
            return read("prices.json", in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException in one line, without a cause, that begins with the name and says what is wrong */
    public static PriceList read(String name, InputStream file) {
        String problem;
        try {
            return new PriceList(STRICT.readValue(file.readAllBytes(), Form.class));
        } catch (IOException e) {
            problem = "it can not be read";
        } catch (JacksonException e) {
            problem = place(e) + reason(e);
        } catch (IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        throw new IllegalArgumentException(name + ", which can not be used: " + problem);
    }

    private static String reason(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException own
                ? String.valueOf(own.getMessage())
                : e.getOriginalMessage().lines().findFirst().orElse("it can not be read");
    }

    private static String place(JacksonException e) {
        return e.getPath().stream()
                .filter(step -> step.getPropertyName() == null)
                .findFirst()
                .map(step -> "prices[" + step.getIndex() + "]: ")
                .orElse("");
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Kept with every cost. */
    public int version() {
        return version;
    }

    /** ISO 4217. */
    public String currency() {
        return currency;
    }

    /**
     * What an answer has cost, rounded up to a micro.
     *
     * @param usage what the provider counted; null when it did not say
     * @return null when that is not known
     */
    public @Nullable Cost cost(String provider, String model, @Nullable Usage usage) {
        Price price = find(provider, model).orElse(null);
        Long micros = OWN.contains(provider) ? Long.valueOf(0) : price == null ? null : price.of(usage);
        return micros == null ? null : new Cost(micros, currency, version);
    }

    /**
     * What so many variants will cost at most, each with one attempt that succeeds.
     *
     * @param width            pixels, as {@code height}; 0 for text
     * @param promptCharacters of all that the model is to read for one variant
     * @param variants         from 1
     * @return null when that is not known
     */
    public @Nullable Cost estimate(
            Assignment who, GenerationKind kind, int width, int height, int promptCharacters, int variants) {
        if (OWN.contains(who.provider())) {
            return new Cost(0, currency, version);
        }
        boolean picture = kind == GenerationKind.IMAGE;
        return find(who.provider(), who.model())
                .map(price -> price.estimate(picture ? width : 0, picture ? height : 0, promptCharacters))
                .map(micros -> new Cost(Math.multiplyExact(micros, variants), currency, version))
                .orElse(null);
    }

    /**
     * The same, whoever of the chain makes them: what the dearest of them asks, of those whose price is known.
     *
     * @return null when nobody is in it, and when it is not known of anybody who costs something
     */
    public @Nullable Cost estimate(
            List<Assignment> chain, GenerationKind kind, int width, int height, int promptCharacters, int variants) {
        List<Cost> known = chain.stream()
                .map(who -> estimate(who, kind, width, height, promptCharacters, variants))
                .filter(Objects::nonNull)
                .toList();
        return known.stream()
                .max(Comparator.comparingLong(Cost::micros))
                .filter(most -> most.micros() > 0 || known.size() == chain.size())
                .orElse(null);
    }

    /** As {@link #estimate(Assignment, GenerationKind, int, int, int, int)}, of one variant of what was asked for. */
    public @Nullable Cost estimate(Assignment who, GenerationRequested request) {
        int parts =
                request.parts().stream().mapToInt(part -> part.text().length()).sum();
        int words =
                parts > 0 || request.prompt() == null ? parts : request.prompt().length();
        return estimate(who, request.kind(), request.width(), request.height(), words, 1);
    }

    private Optional<Price> find(String provider, String model) {
        Price exact = prices.get(new Assignment(provider, model));
        if (exact != null) {
            return Optional.of(exact);
        }
        var dated = DATED.matcher(model);
        return dated.matches()
                ? Optional.ofNullable(prices.get(new Assignment(provider, dated.group(1))))
                : Optional.empty();
    }
}
