package studio.greenroom.command;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import studio.greenroom.kernel.Kernel;

/** The side that decides: commands over HTTP and from sagas, aggregates, the event store and the relay. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import(Kernel.class)
public class CommandSide {
}
