package studio.greenroom.kernel.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import studio.greenroom.kernel.prompt.PromptLibrary;

/**
 * What prompts are made from; {@code greenroom.prompts.*}. All sides need the same.
 *
 * @param location A file, or a folder of .json files, with styles, presets and tasks besides those that come along.
 */
@ConfigurationProperties("greenroom.prompts")
public record PromptSettings(@Nullable Path location) {

    public PromptLibrary library() {
        return location == null ? PromptLibrary.comingAlong() : PromptLibrary.with(location);
    }
}
