/**
 * PostgreSQL, Redis and Kafka that come with Greenroom: real servers on the loopback address, kept in one folder,
 * started and stopped with the application. Begin at {@link studio.greenroom.embedded.EmbeddedServers}.
 */
@NullMarked
package studio.greenroom.embedded;

import org.jspecify.annotations.NullMarked;
