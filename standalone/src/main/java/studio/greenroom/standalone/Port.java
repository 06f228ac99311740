package studio.greenroom.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.IntStream;
import studio.greenroom.embedded.StartFailure;

/** The port that the application listens on, always on the loopback address. */
public final class Port {

    static final String HOST = "127.0.0.1";
    private static final int CONNECT_MILLIS = 250;
    private static final int LOOK_AHEAD = 100;
    private static final int LAST = 65_535;

    private Port() {}

    /** @throws StartFailure when another program has the port; 0 stands for any that is free */
    static void requireFree(int port) {
        if (port == 0 || isFree(port)) {
            return;
        }
        int end = Math.min(port + LOOK_AHEAD, LAST + 1);
        String other = IntStream.range(port + 1, end)
                .filter(Port::isFree)
                .mapToObj(Integer::toString)
                .findFirst()
                .orElse("N");
        throw new StartFailure(
                "Port %s is in use by another program. Choose another with --port %s.".formatted(port, other));
    }

    /** One that nobody has at the moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException problem) {
            throw new StartFailure("There is no free port on " + HOST + ".", problem);
        }
    }

    // A successful bind alone proves nothing: macOS lets one bind beside a wildcard listener.
    private static boolean isFree(int port) {
        InetSocketAddress address = new InetSocketAddress(HOST, port);
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return false;
        } catch (IOException refused) {
            return canBind(address);
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Nothing here is encrypted on its way, and local mode knows one person and no passwords: nobody else may reach it. */
    static void requireLoopback(String name, String address) {
        // A literal is not looked up; a name such as localhost is, and has to mean this machine as well.
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress()) {
                throw notLoopback(name, address);
            }
        } catch (IOException unknown) {
            throw notLoopback(name, address);
        }
    }

    private static StartFailure notLoopback(String name, String address) {
        return new StartFailure(
                "%s is %s, but ./greenroom listens on %s only. Take that setting away.".formatted(name, address, HOST));
    }
}
