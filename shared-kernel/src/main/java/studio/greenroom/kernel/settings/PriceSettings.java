package studio.greenroom.kernel.settings;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import studio.greenroom.kernel.price.PriceList;

/**
 * What models cost; all sides need the same.
 *
 * @param prices The price list, a JSON file (file:/path/prices.json) in the form of the one that comes along. Models
 *               that are not in it cost something that is not known, and nothing is reserved for them.
 */
@ConfigurationProperties("greenroom")
public record PriceSettings(
        @DefaultValue("classpath:prices/prices.json") Resource prices) {

    /** @throws IllegalArgumentException in one line, without a cause, that names the setting and what is wrong */
    public PriceList list() {
        String name = "greenroom.prices is " + prices.getDescription();
        try (InputStream in = prices.getInputStream()) {
            return PriceList.read(name, in);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ", which can not be used: it can not be read");
        }
    }
}
