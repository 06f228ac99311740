package studio.greenroom.standalone.zombie;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node's way to PostgreSQL. It can be told to keep back what consumers say from the BEGIN of their next transaction
 * on: the server then knows nothing of the transaction, so it neither grants it a lock nor ends its session.
 */
final class Link implements AutoCloseable {

    /** Only consumers' sessions ask for this when they are opened. */
    private static final String OF_CONSUMERS = "idle_in_transaction_session_timeout";

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger kept = new AtomicInteger();
    private volatile CountDownLatch barrier = new CountDownLatch(0);

    Link(int server) throws IOException {
        this.server = server;
        thread(this::admit);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on no consumer's transaction begins. */
    void keepBack() {
        kept.set(0);
        barrier = new CountDownLatch(1);
    }

    /** How many transactions are kept back. */
    int kept() {
        return kept.get();
    }

    /** Lets go of what was kept back. */
    void letGo() {
        barrier.countDown();
    }

    private void admit() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket postgres = new Socket(InetAddress.getLoopbackAddress(), server);
            client.setTcpNoDelay(true);
            postgres.setTcpNoDelay(true);
            sockets.addAll(List.of(client, postgres));
            thread(() -> ask(client, postgres));
            thread(() -> answer(postgres, client));
        }
    }

    private void ask(Socket client, Socket postgres) throws IOException {
        try (client;
                postgres) {
            InputStream in = client.getInputStream();
            OutputStream out = postgres.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            boolean consumer = false;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String text = new String(buffer, 0, n, ISO_8859_1);
                consumer |= text.contains(OF_CONSUMERS);
                CountDownLatch now = barrier;
                if (consumer && now.getCount() > 0 && text.contains("BEGIN")) {
                    kept.incrementAndGet();
                    now.await();
                }
                out.write(buffer, 0, n);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Socket postgres, Socket client) throws IOException {
        try (postgres;
                client) {
            postgres.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side hung up, and so does the other.
                    }
                },
                "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        letGo();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
