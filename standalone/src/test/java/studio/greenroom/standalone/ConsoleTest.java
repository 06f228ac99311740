package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console in a real Chromium. The studio is empty for the first test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {

    @TempDir
    static Path profile;

    private static House house;
    private static Browser browser;

    @BeforeAll
    static void open() {
        Browser.assumeThatThereIsOne();
        house = new House(Map.of("greenroom.repeats.kept", "1h"));
        browser = new Browser("--user-data-dir=" + profile);
        browser.get(house.address() + "/?code=one-time-code");
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

    @Test
    @Order(0)
    void anEmptyStudioInvitesAndOneClickMakesAPicture() throws Exception {
        browser.get(house.address() + "/generations");
        browser.seen("#invitation");
        browser.keep("generations-empty");

        browser.seen("#make-first").click();

        browser.seen("#generations li[data-state='succeeded'] img");
        assertThat(browser.texts("#generations li")).hasSize(1);
        browser.until(
                "the end is said once", b -> browser.texts(".toast").stream().anyMatch(it -> it.contains("is done")));
    }

    @Test
    @Order(1)
    void aPersonCreatesAnArtistAndSeesBioAndImageAppear() throws Exception {
        browser.get(house.address() + "/artists");
        browser.seen("#try-synthwave");
        browser.keep("first-run");
        browser.get(house.address() + "/artists/new");
        browser.seen("#new-name").sendKeys(Keys.TAB);
        assertThat(browser.seen("#new-name-error").getText()).isNotBlank();
        browser.seen("#new-name").sendKeys("Odalys Vane");
        browser.seen("#new-genre").sendKeys("Desert soul");
        for (String trait : List.of("warm", "stubborn", "wry")) {
            browser.seen("#new-traits").sendKeys(trait, Keys.ENTER);
        }
        browser.seen("#new-style").sendKeys("sun-bleached linen, dust in the light");
        browser.keep("create");
        browser.seen("#create-with-portrait").click();

        new WebDriverWait(browser, Duration.ofSeconds(30)).until(ExpectedConditions.urlContains("/artists/art_"));
        browser.seen("#images li.tile");
        browser.keep("artist-running");
        WebElement image = browser.seen("#images li.tile[data-state='done'] img");
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(b -> (Boolean) ((JavascriptExecutor) b)
                .executeScript("return arguments[0].complete && arguments[0].naturalWidth === 1024", image));
        new WebDriverWait(browser, Duration.ofSeconds(60))
                .until(b -> b.findElement(By.cssSelector("#bio-text")).getText().length() > 100);
        assertThat(browser.seen("h1").getText()).isEqualTo("Odalys Vane");
        assertThat(browser.seen("#connection").getDomAttribute("data-state")).isEqualTo("live");
        browser.keep("artist");
        browser.seen("#tab-history").click();
        browser.seen("main");
        browser.keep("history");

        browser.manage().window().setSize(new Dimension(500, 1000));
        browser.navigate().back();
        browser.seen("#images li.tile[data-state='done'] img");
        browser.keep("artist-phone");
        assertThat((Boolean) browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing is cut off or scrolls sideways")
                .isTrue();
        browser.manage().window().setSize(new Dimension(1440, 1000));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .as("the browser complains of nothing")
                .filteredOn(e -> e.getLevel().getName().equals("SEVERE"))
                .isEmpty();
    }

    static List<Arguments> windows() {
        return List.of(arguments(360, 780), arguments(1_280, 720), arguments(1_920, 1_080))
                .subList(0, Scale.of(1, 3));
    }

    @ParameterizedTest
    @MethodSource("windows")
    @Order(2)
    void aFirstLoadStaysWithinItsBudgetWithAllThatIsInView(int width, int height) {
        String artist = fourteenArtistsWithPictures();
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 700));
        try {
            for (String address : List.of(
                    "/artists", "/artists/" + artist, "/artists/new", "/events", "/generations", "/generations/new")) {
                browser.get(house.address() + address);
                browser.seen("main h1, #new-name, #artists, #events, #generations");
                new WebDriverWait(browser, Duration.ofSeconds(30))
                        .withMessage(ConsoleTest::whatIsAsked)
                        .until(b -> isQuiet());
                assertThat(requests())
                        .as("requests of %s at %d pixels", address, width)
                        .isLessThanOrEqualTo(25);
                assertThat((Boolean) browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s fits into %d pixels", address, width)
                        .isTrue();
            }
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    @Order(3)
    void anArrowLeadsFromAPictureToTheNext() {
        browser.get(house.address() + "/artists/" + fourteenArtistsWithPictures());
        browser.seen("#images li.tile[data-state='done'] a").click();
        browser.seen("dialog[open] img");
        String first = browser.getCurrentUrl();

        browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);

        new WebDriverWait(browser, Duration.ofSeconds(20))
                .until(b -> b.getCurrentUrl().contains("image=") && !first.equals(b.getCurrentUrl()));
        assertThat(browser.seen("dialog[open] img").isDisplayed()).isTrue();
    }

    private static final String WORDS = "A night train between two stations";

    /** @return the address that it led to */
    private static String askForThreeOfSeed42() {
        browser.get(house.address() + "/generations/new");
        browser.seen("#make-prompt").clear();
        browser.seen("#make-prompt").sendKeys(WORDS);
        browser.seen("#make-style option[value='watercolour']").click();
        browser.seen("#make-variants option[value='3']").click();
        browser.seen("#make-seed").clear();
        browser.seen("#make-seed").sendKeys("42");
        browser.seen("#dry-run [data-origin^='style:watercolour']");
        browser.seen("#make").click();
        browser.until("it leads to the generation", b -> b.getCurrentUrl().contains("/generations/gen_"));
        return browser.getCurrentUrl();
    }

    @Test
    @Order(4)
    void variantsStandBesideEachOtherWithTheirSeedsAndThePromptInItsParts() throws Exception {
        askForThreeOfSeed42();

        browser.until(
                "three pictures",
                b -> b.findElements(By.cssSelector(".variant[data-state='succeeded'] img:not(.under)"))
                                .size()
                        == 3);

        assertThat(browser.texts(".variant-seed .mono")).containsExactly("42", "43", "44");
        assertThat((Long) browser.executeScript("""
                return new Set([...document.querySelectorAll('.variant')].map(it => it.getBoundingClientRect().top)).size""")).as("rows of variants").isEqualTo(1);
        assertThat(browser.seen("#parts [data-origin='request'] dd").getText()).contains(WORDS);
        assertThat(browser.seen("#parts [data-origin^='style:watercolour'] dt").getText())
                .contains("Watercolour v1");
        assertThat(browser.texts("#attempts tbody tr")).hasSize(3).allMatch(it -> it.contains("Done"));
        assertThat(browser.seen("#cost").getText()).contains("Free");
        browser.keep("generation");
        browser.fitsAPhone();

        browser.get(browser.getCurrentUrl() + "?variant=2&open=1");
        assertThat(browser.seen("dialog[open] .viewer-facts").getText()).contains("43");
    }

    @Test
    @Order(5)
    void whatIsMadeAgainWithTheSeedKeptTellsWhatItCameFrom() throws Exception {
        String before = askForThreeOfSeed42();
        browser.seen("#regenerate").click();
        browser.seen("#again-promptDelta").sendKeys("Seen from above");
        assertThat(browser.seen("#lock-seed").isSelected()).isTrue();
        browser.keep("regenerate");

        browser.seen("#again-submit").click();

        browser.until("it leads to another one", b -> !b.getCurrentUrl().equals(before));
        browser.seen("#family a[href='" + before.substring(house.address().length()) + "']");
        assertThat(browser.texts(".variant-seed .mono").get(0)).isEqualTo("42");
        assertThat(browser.seen("#parts").getText()).contains(WORDS).contains("Seen from above");
    }

    @Test
    @Order(6)
    void whoAsksForTheSameAgainIsLedToTheEarlierOneAndMayHaveANewOne() {
        String before = askForThreeOfSeed42();

        assertThat(askForThreeOfSeed42()).isEqualTo(before);
        browser.until(
                "a toast says so",
                b -> browser.texts(".toast").stream().anyMatch(it -> it.contains("asked for this before")));
        browser.findElement(By.xpath("//button[contains(., 'Make a new one')]")).click();

        browser.until("it leads to a new one", b -> !b.getCurrentUrl().equals(before));
        browser.seen("#parts [data-origin='request']");
    }

    @Test
    @Order(7)
    void whatWaitsForItsTurnCanBeCancelled() {
        Client client = house.client();
        List<String> ahead = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String body = "{\"kind\":\"image\",\"prompt\":\"ahead\",\"size\":\"2048x2048\",\"variants\":3,\"seed\":" + i
                    + "}";
            ahead.add(client.post("/api/generations?fresh=true", body).id());
        }
        browser.get(house.address() + "/generations/new?prompt=last&size=1024x1024&seed=7&variants=1&style=");
        browser.seen("#make").click();

        browser.seen("#cancel").click();

        browser.seen("#state[data-state='cancelled']");
        browser.seen("#make-again");
        browser.get(house.address() + "/generations?state=cancelled");
        browser.until(
                "the list has it",
                b -> browser.texts("#generations li").stream().anyMatch(it -> it.contains("Last")));
        ahead.forEach(id -> client.post("/api/generations/" + id + "/cancel", null));
        browser.fitsAPhone();
    }

    /** What has ended, the page itself, and the stream of events, which does not end. */
    private static long requests() {
        return (Long) browser.executeScript("return performance.getEntriesByType('resource').length") + 2;
    }

    private static String whatIsAsked() {
        return (String) browser.executeScript("""
                const unfinished = [...document.images].filter(it => it.src && !it.complete).map(it => 'unfinished ' + it.src);
                return location.href + '\\n'
                    + [...unfinished, ...performance.getEntriesByType('resource').map(it => it.name)].join('\\n');
                """);
    }

    private static boolean isQuiet() {
        return (Boolean) browser.executeAsyncScript("""
                const done = arguments[0], count = () => performance.getEntriesByType('resource').length, before = count();
                setTimeout(() => done(before > 4 && before === count() && [...document.images].every(it => !it.src || it.complete)), 1000);
                """);
    }

    /** @return the one of them that has most pictures */
    private static String fourteenArtistsWithPictures() {
        Client client = house.client();
        if (client.get("/api/artists?limit=20").json().get("items").size() >= 14) {
            return client.get("/api/artists?q=Many").json().at("/items/0/id").asString();
        }
        List<String> generations = new ArrayList<>();
        String artist = "";
        for (int i = 0; i < 14; i++) {
            String name = (i < 13 ? "One " : "Many ") + i;
            String body = "{\"name\":\"" + name + "\",\"genre\":\"jazz\",\"traits\":[]}";
            artist = client.post("/api/artists", body).json().get("id").asString();
            for (int n = 0; n < (i < 13 ? 1 : 10); n++) {
                generations.add(
                        client.post("/api/artists/" + artist + "/images?fresh=true", "{\"width\":256,\"height\":256}")
                                .json()
                                .get("id")
                                .asString());
            }
        }
        generations.forEach(client::ended);
        String last = artist;
        client.await("/api/artists/" + last, it -> it.get("imageCount").asInt() == 10);
        return last;
    }

    @Test
    void whoIsNotSignedInIsToldHow() {
        Browser stranger = new Browser();
        try {
            stranger.get(house.address() + "/artists");
            new WebDriverWait(stranger, Duration.ofSeconds(20))
                    .until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), "./greenroom"));
        } finally {
            stranger.quit();
        }
    }
}
