package studio.greenroom.command.safety;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * What may not be asked for; {@code greenroom.safety.*}.
 *
 * @param policy The safety policy, a JSON file (file:/path/policy.json) in the form of the one that comes along.
 */
@ConfigurationProperties("greenroom.safety")
public record SafetySettings(
        @DefaultValue("classpath:safety/policy.json") Resource policy) {}
