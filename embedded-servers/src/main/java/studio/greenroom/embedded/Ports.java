package studio.greenroom.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback address. */
final class Ports {

    static final String HOST = "127.0.0.1";
    private static final int CONNECT_MILLIS = 250;

    private Ports() {}

    /** The preferred port, or any free one if another program has it. */
    static int preferredOrFree(int preferred) {
        return isFree(preferred) ? preferred : anyFree();
    }

    static int anyFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(HOST, 0));
            return socket.getLocalPort();
        } catch (IOException problem) {
            throw new UncheckedIOException("no free TCP port", problem);
        }
    }

    static boolean isFree(int port) {
        // macOS lets one bind beside a wildcard listener, so a successful bind alone proves nothing.
        if (isAnswered(port)) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean isAnswered(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
