package studio.greenroom.kernel.settings;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What lies on the disk.
 *
 * @param data Folder of the pictures; shared by all sides when they are processes of their own.
 */
@ConfigurationProperties("greenroom")
public record DataSettings(@DefaultValue("./data") Path data) {}
