import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Ends with 0 when the process of this container answers 200 under the address in HEALTH. */
final class Health {

    private static final int PATIENCE_MILLIS = 3_000;

    private Health() {
    }

    public static void main(String[] arguments) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(System.getenv("HEALTH")).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        int status = connection.getResponseCode();
        System.out.println(status);
        System.exit(status == HttpURLConnection.HTTP_OK ? 0 : 1);
    }
}
