package studio.greenroom.standalone.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks Redis itself for one value of a size. */
final class RedisGet implements Loop.Client {

    private final Socket socket;
    private final DataInputStream in;
    private final byte[] get = "GET bench\r\n".getBytes(StandardCharsets.US_ASCII);
    private final int bytes;
    private final byte[] value;

    RedisGet(Site site, int bytes) throws IOException {
        this.bytes = bytes;
        value = new byte[bytes + 2];
        var found = site.child().found().path("redis");
        socket = new Socket(found.path("host").asString(), found.path("port").asInt());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.setTcpNoDelay(true);
        said("AUTH " + site.child().password("redis"));
        said("SET bench " + "x".repeat(bytes));
    }

    private void said(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        line("+OK");
    }

    private void line(String expected) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        if (!line.toString().strip().equals(expected)) {
            throw new IOException("Redis answered " + line);
        }
    }

    @Override
    public void once() throws IOException {
        socket.getOutputStream().write(get);
        line("$" + bytes);
        in.readFully(value);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
