package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium of 1440 by 1000 pixels, for tests of the console. */
final class Browser extends ChromeDriver {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Browser(String... arguments) {
        super(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                new ChromeOptions()
                        .setBinary(CHROMIUM.toFile())
                        .addArguments(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--window-size=1440,1000")
                        .addArguments(arguments));
    }

    /** Tests are skipped, and say so, where there is none. */
    static void assumeThatThereIsOne() {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no Chromium: the console's tests are skipped");
    }

    WebElement seen(String css) {
        return new WebDriverWait(this, PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    List<String> texts(String css) {
        return findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** What stays away leaves a picture of what was there instead. */
    void until(String what, Function<WebDriver, Boolean> condition) {
        try {
            new WebDriverWait(this, PATIENCE).withMessage(what).until(condition);
        } catch (TimeoutException e) {
            try {
                keep("instead of " + what);
            } catch (IOException unseen) {
                e.addSuppressed(unseen);
            }
            throw e;
        }
    }

    void keep(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "console"));
        Files.write(folder.resolve(name + ".png"), getScreenshotAs(OutputType.BYTES));
    }

    void fitsAPhone() {
        executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        try {
            assertThat((Boolean) executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits into 360 pixels", getCurrentUrl())
                    .isTrue();
        } finally {
            executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }
}
