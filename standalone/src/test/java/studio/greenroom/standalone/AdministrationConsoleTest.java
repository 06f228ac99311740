package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import studio.greenroom.embedded.PostgresServer;

/** The console's screens for administrators, and the events. */
class AdministrationConsoleTest {

    @TempDir
    static Path profile;

    private static House house;
    private static Client client;
    private static Browser browser;

    @BeforeAll
    static void open() {
        Browser.assumeThatThereIsOne();
        house = new House(Map.of());
        client = house.client();
        browser = new Browser("--user-data-dir=" + profile);
        browser.get(house.address() + "/?code=one-time-code");
        browser.seen("main h1");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
        if (house != null) {
            house.close();
        }
    }

    private static String artist(String name) {
        return client.post("/api/artists", "{\"name\":\"" + name + "\",\"genre\":\"jazz\",\"traits\":[]}")
                .json()
                .get("id")
                .asString();
    }

    @Test
    void projectionsAreSeenLive() throws Exception {
        artist("Before");
        browser.get(house.address() + "/admin/projections");
        browser.until(
                "all of them are live",
                b -> browser.texts("#projections tbody .state-cell").stream()
                                .filter(it -> it.startsWith("Live"))
                                .count()
                        == client.get("/api/admin/projections")
                                .json()
                                .get("items")
                                .size());
        String before = browser.seen("#newest").getText();

        artist("After");

        browser.until(
                "the newest event is another one",
                b -> !browser.seen("#newest").getText().equals(before));
        browser.keep("projections");
        browser.fitsAPhone();
    }

    @Test
    void aDeadLetterIsSeenFailsAgainAndIsTakenOnceItsCauseIsGone() throws Exception {
        try (Connection database = database()) {
            String table = tableOfArtists(database);
            database.createStatement()
                    .execute("ALTER TABLE " + table
                            + " ADD CONSTRAINT no_poison CHECK (state NOT LIKE '%Poison%') NOT VALID");
            String id = artist("Poison");
            browser.get(house.address() + "/admin/dead-letters?of=projections");
            browser.seen("#letters .link").click();
            assertThat(browser.seen("#letters .below").getText()).contains(id);
            browser.keep("dead-letters");
            browser.fitsAPhone();

            browser.seen("#letters .act button").click();
            assertThat(browser.seen("#letters .refusal").getText()).contains("It failed again");

            database.createStatement().execute("ALTER TABLE " + table + " DROP CONSTRAINT no_poison");
            browser.seen("#letters .act button").click();
            browser.seen("#no-letters");
            client.await(
                    "/api/artists/" + id, it -> it.path("name").asString("").equals("Poison"));
        }
    }

    private static Connection database() throws Exception {
        PostgresServer server = house.servers().postgres();
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private static String tableOfArtists(Connection database) throws Exception {
        ResultSet found = database.createStatement()
                .executeQuery("SELECT table_schema FROM information_schema.tables WHERE table_name = 'artist'");
        found.next();
        return found.getString(1) + ".artist";
    }

    @Test
    void anEventShowsWhatItSaysAndWhatItCameFromAndLedTo() throws Exception {
        String id = artist("Caused");
        String generation = client.post("/api/artists/" + id + "/images", "{\"width\":256,\"height\":256}")
                .id();
        client.ended(generation);
        browser.get(house.address() + "/events?stream=" + generation);
        browser.seen("#events");

        browser.findElement(By.xpath("//button[contains(., 'AttemptStarted')]")).click();

        assertThat(browser.seen(".tree").getText()).contains("provider").contains("offline");
        assertThat(browser.texts("#timeline li"))
                .anyMatch(it -> it.contains("GenerationRequested") && it.contains("before"))
                .anyMatch(it -> it.contains("AttemptStarted") && it.contains("this event"))
                .anyMatch(it -> it.contains("AttemptSucceeded") && it.contains("after"));
        browser.keep("event");
        browser.fitsAPhone();
    }
}
