package studio.greenroom.front;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;

/** One address for Greenroom when its sides are processes of their own; application.yaml has the table of routes. */
@SpringBootApplication
@LoadBalancerClients(defaultConfiguration = Instances.class)
public class Front {

    public static void main(String[] arguments) {
        // A child ends with the process that started it.
        if ("stdin".equals(System.getenv("GREENROOM_LEASH"))) {
            Thread leash = new Thread(Front::endWithTheParent, "leash");
            leash.setDaemon(true);
            leash.start();
        }
        SpringApplication.run(Front.class, arguments);
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // Gone as well.
        }
        Runtime.getRuntime().halt(0);
    }
}
