package studio.greenroom.standalone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection. It does as little as can be done, so that the cores are the server's. */
final class Line implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** @param head the status line and the headers */
    record Answer(int status, String head, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Of what an accepted command has made. */
        String id() {
            return Site.JSON.readTree(body).path("id").asString();
        }

        @Nullable
        String header(String name) {
            int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name.toLowerCase(Locale.ROOT) + ':');
            return at < 0
                    ? null
                    : head.substring(at + name.length() + 3, head.indexOf("\r\n", at + 2))
                            .strip();
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    Line(URI address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static byte[] get(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(String path, String token, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** @throws IOException also when the answer is not the expected one */
    Answer send(byte[] request, int expected) throws IOException {
        Answer answer = send(request);
        if (answer.status() != expected) {
            throw new IOException("Answered with " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    Answer send(byte[] request) throws IOException {
        out.write(request);
        int end = -1;
        for (int from = 0; end < 0; from = Math.max(0, filled - END.length)) {
            fill();
            end = end(from);
        }
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1) + "\r\n";
        Answer empty = new Answer(Integer.parseInt(head.substring(9, 12)), head, new byte[0]);
        String length = empty.header("content-length");
        int begin = end + END.length;
        int all = begin + (length == null ? 0 : Integer.parseInt(length));
        while (filled < all) {
            fill();
        }
        Answer answer = new Answer(empty.status(), head, Arrays.copyOfRange(buffer, begin, all));
        System.arraycopy(buffer, all, buffer, 0, filled - all);
        filled -= all;
        return answer;
    }

    private int end(int from) {
        for (int i = from; i <= filled - END.length; i++) {
            if (buffer[i] == '\r' && Arrays.equals(buffer, i, i + END.length, END, 0, END.length)) {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("Greenroom has closed the connection");
        }
        filled += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
