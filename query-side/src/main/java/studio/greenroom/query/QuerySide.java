package studio.greenroom.query;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import studio.greenroom.query.projection.RebuildSettings;

/**
 * The side that people read from: projections, read models, caches, streams and the console. Beans have their class's
 * full name, since the sides share one context when they run as one process.
 */
@Configuration
@EnableConfigurationProperties(RebuildSettings.class)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QuerySide {}
