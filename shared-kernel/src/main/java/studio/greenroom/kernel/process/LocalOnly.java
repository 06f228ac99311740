package studio.greenroom.kernel.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.PropertyResolver;
import studio.greenroom.kernel.identity.Mode;

/** Local mode has no sign-in but a file's secret, so it listens to this machine alone. */
public final class LocalOnly {

    private static final String[] ADDRESSES = {"server.address", "management.server.address"};

    private LocalOnly() {}

    /** @throws IllegalArgumentException when local mode is asked to listen where others can reach it */
    public static void require(PropertyResolver environment) {
        if (Mode.of(environment.getProperty("greenroom.mode", Mode.LOCAL.word())) != Mode.LOCAL) {
            return;
        }
        for (String name : ADDRESSES) {
            String address = environment.getProperty(name);
            if (address != null && !isLoopback(address)) {
                throw new IllegalArgumentException(name + " is " + address + ", which others can reach, and local mode "
                        + "listens on 127.0.0.1 only. Leave it out, or use greenroom.mode=oidc.");
            }
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
