package studio.greenroom.kernel.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stands before a server and can be cut, so that a test sees the server go and come back. */
public final class BreakableProxy implements AutoCloseable {

    private final String host;
    private final int port;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean stalled;
    private volatile boolean holding;
    private final AtomicInteger held = new AtomicInteger();
    private volatile long delay;

    public BreakableProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Closes every connection and refuses new ones. */
    public void cut() {
        cut = true;
        open.forEach(BreakableProxy::close);
    }

    /** Keeps its connections and passes nothing on. */
    public void stall() {
        stalled = true;
    }

    /** Lets the server hear and keeps back what it answers, until it is mended. */
    public void holdAnswers() {
        held.set(0);
        holding = true;
    }

    /** How many answers are kept back. */
    public int held() {
        return held.get();
    }

    /** From now on each answer takes so much longer, until it is told otherwise. */
    public void slow(Duration answers) {
        delay = answers.toNanos();
    }

    public void mend() {
        cut = false;
        stalled = false;
        holding = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (cut) {
                    close(client);
                    continue;
                }
                Socket server = new Socket(host, port);
                // What goes on in pieces would else wait for the other side's delayed acknowledgement, some 40 ms.
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                daemon(() -> copy(client, server, false));
                daemon(() -> copy(server, client, true));
            } catch (IOException closing) {
                // The loop's condition tells whether it goes on.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && holding) {
                    held.incrementAndGet();
                }
                while ((stalled || answers && holding) && !from.isClosed()) {
                    LockSupport.parkNanos(5_000_000);
                }
                if (answers && delay > 0) {
                    LockSupport.parkNanos(delay);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException closed) {
            // One side is gone; closing both tells the other.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(BreakableProxy::close);
    }
}
