package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console in a real Chromium; skipped, and said so, where there is none. */
class ConsoleTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @TempDir
    static Path profile;

    private static House house;
    private static ChromeDriver browser;

    @BeforeAll
    static void open() {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no Chromium: the console's tests are skipped");
        house = new House(java.util.Map.of());
        ChromeOptions options = new ChromeOptions()
                .setBinary(CHROMIUM.toFile())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--window-size=1440,1000");
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
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

    private static WebElement seen(String css) {
        return new WebDriverWait(browser, Duration.ofSeconds(60))
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    private static void keep(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "console"));
        Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    @Test
    void aPersonCreatesAnArtistAndSeesBioAndImageAppear() throws Exception {
        seen("#try-synthwave");
        keep("first-run");
        browser.get(house.address() + "/artists/new");
        seen("#new-name").sendKeys(Keys.TAB);
        assertThat(seen("#new-name-error").getText()).isNotBlank();
        seen("#new-name").sendKeys("Odalys Vane");
        seen("#new-genre").sendKeys("Desert soul");
        for (String trait : List.of("warm", "stubborn", "wry")) {
            seen("#new-traits").sendKeys(trait, Keys.ENTER);
        }
        seen("#new-style").sendKeys("sun-bleached linen, dust in the light");
        keep("create");
        seen("#create-with-portrait").click();

        new WebDriverWait(browser, Duration.ofSeconds(30)).until(ExpectedConditions.urlContains("/artists/art_"));
        seen("#images li.tile");
        keep("artist-running");
        WebElement image = seen("#images li.tile[data-state='done'] img");
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(b -> (Boolean) ((JavascriptExecutor) b)
                .executeScript("return arguments[0].complete && arguments[0].naturalWidth === 1024", image));
        new WebDriverWait(browser, Duration.ofSeconds(60))
                .until(b -> b.findElement(By.cssSelector("#bio-text")).getText().length() > 100);
        assertThat(seen("h1").getText()).isEqualTo("Odalys Vane");
        assertThat(seen("#connection").getDomAttribute("data-state")).isEqualTo("live");
        keep("artist");
        seen("#tab-history").click();
        seen("main");
        keep("history");

        browser.manage().window().setSize(new Dimension(500, 1000));
        browser.navigate().back();
        seen("#images li.tile[data-state='done'] img");
        keep("artist-phone");
        assertThat((Boolean) browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing is cut off or scrolls sideways")
                .isTrue();
        browser.manage().window().setSize(new Dimension(1440, 1000));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .as("the browser complains of nothing")
                .filteredOn(e -> e.getLevel().getName().equals("SEVERE"))
                .isEmpty();
    }

    @Test
    void whoIsNotSignedInIsToldHow() {
        ChromeOptions options = new ChromeOptions()
                .setBinary(CHROMIUM.toFile())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking");
        ChromeDriver stranger = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        try {
            stranger.get(house.address() + "/artists");
            new WebDriverWait(stranger, Duration.ofSeconds(20))
                    .until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), "./greenroom"));
        } finally {
            stranger.quit();
        }
    }
}
