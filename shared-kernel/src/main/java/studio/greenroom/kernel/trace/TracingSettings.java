package studio.greenroom.kernel.trace;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether it is recorded how an ask goes through Greenroom, and where the record goes.
 *
 * @param endpoint Where OpenTelemetry spans are sent by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces; without it nothing is traced.
 * @param ratio    Which part of the asks is traced, from 0 to 1, where the caller's traceparent does not say.
 */
@ConfigurationProperties("greenroom.tracing")
public record TracingSettings(
        @DefaultValue("") String endpoint,
        @DefaultValue("1") double ratio) {

    public TracingSettings {
        endpoint = endpoint.strip();
        if (!endpoint.isEmpty() && !isHttp(endpoint)) {
            throw new IllegalArgumentException(
                    "the endpoint has to be an address that begins with http:// or https://");
        }
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("the ratio has to be from 0 to 1");
        }
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI address = new URI(endpoint);
            return address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    boolean isOn() {
        return !endpoint.isEmpty();
    }
}
