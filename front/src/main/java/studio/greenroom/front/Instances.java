package studio.greenroom.front;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/**
 * The processes of a side, as {@code greenroom.front.<side>} lists their addresses; of these only the ones that say they
 * are alive are asked. Each side has a context of its own, which is why this is no component.
 */
class Instances {

    @Bean
    ServiceInstanceListSupplier alive(ConfigurableApplicationContext context, Environment environment) {
        String side = LoadBalancerClientFactory.getName(environment);
        List<URI> addresses = Binder.get(environment)
                .bind("greenroom.front." + side, Bindable.listOf(URI.class))
                .orElse(List.of());
        List<ServiceInstance> listed = IntStream.range(0, addresses.size())
                .<ServiceInstance>mapToObj(i -> new DefaultServiceInstance(
                        side + "-" + i,
                        side,
                        addresses.get(i).getHost(),
                        addresses.get(i).getPort(),
                        "https".equals(addresses.get(i).getScheme())))
                .toList();
        return ServiceInstanceListSupplier.builder()
                .withBase(new Listed(side, listed))
                .withHealthChecks(WebClient.create())
                .build(context);
    }

    private record Listed(String getServiceId, List<ServiceInstance> instances) implements ServiceInstanceListSupplier {

        @Override
        public Flux<List<ServiceInstance>> get() {
            return Flux.just(instances);
        }
    }
}
