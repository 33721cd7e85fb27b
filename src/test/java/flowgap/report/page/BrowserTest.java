package flowgap.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import flowgap.report.HostileReport;
import flowgap.report.SampleReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;

/** Opens the page in a real browser: Debian's {@code chromium} and {@code chromium-driver}. */
@Tag("browser")
class BrowserTest {
  @TempDir static Path folder;

  private static ChromeDriver browser;

  @BeforeAll
  static void open() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("report.html"))) {
      Pages.write(SampleReport.whole(), out);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve("hostile.html"))) {
      Pages.write(HostileReport.whole(), out);
    }
    browser = start(true);
  }

  private static ChromeDriver start(boolean script) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    if (!script) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .build();
    return new ChromeDriver(service, options);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void load() {
    browser.manage().window().setSize(new Dimension(1280, 900));
    load("report.html");
  }

  private static void load(String name) {
    browser.get("about:blank");
    browser.manage().logs().get(LogType.BROWSER);
    browser.manage().logs().get(LogType.PERFORMANCE);
    browser.get(folder.resolve(name).toUri().toString());
  }

  @Test
  void searchLeavesWhatHoldsTheWords() {
    WebElement search = browser.findElement(By.id("search"));
    browser.findElement(By.tagName("body")).sendKeys("/");
    assertThat(browser.switchTo().activeElement()).isEqualTo(search);
    search.sendKeys("resolution RM-03");
    assertThat(shown("#flows ~ details[data-verdict]")).containsExactly("RM-03");
    search.sendKeys(Keys.ESCAPE);
    assertThat(shown("#flows ~ details[data-verdict]")).hasSize(8);
  }

  @Test
  void filtersByVerdictFirewallSeverityAndType() {
    select("by-verdict", "blocked");
    assertThat(shown("#flows ~ details[data-verdict]")).containsExactly("RM-02", "RM-05");
    select("by-verdict", "all");
    select("by-firewall", "core-2");
    assertThat(shown("#flows ~ details[data-verdict]")).containsExactly("RM-01", "RM-02", "RM-04");
    select("by-firewall", "all");
    select("by-severity", "critical");
    assertThat(shown("details[data-type]")).containsExactly("forbidden-flow");
    select("by-severity", "all");
    select("by-type", "shadowed");
    assertThat(shown("details[data-type]")).containsExactly("shadowed");
  }

  @Test
  void aCountLeadsToItsFlows() {
    browser.findElement(By.cssSelector(".tiles .v-blocked a")).click();
    assertThat(shown("#flows ~ details[data-verdict]")).containsExactly("RM-02", "RM-05");
    browser.executeScript("scrollTo(0, 0)");
    browser.findElement(By.cssSelector(".tiles .v-all a")).click();
    assertThat(shown("#flows ~ details[data-verdict]")).hasSize(8);
  }

  @Test
  void aHeaderSortsItsTable() {
    WebElement header =
        browser.findElement(By.xpath("//table[.//th[contains(.,'SHA-256')]]//th[1]/button"));
    header.click();
    List<String> up = column("//table[.//th[contains(.,'SHA-256')]]/tbody/tr/td[1]");
    assertThat(up).isSorted();
    header.click();
    List<String> down = column("//table[.//th[contains(.,'SHA-256')]]/tbody/tr/td[1]");
    assertThat(down)
        .containsExactlyElementsOf(up.stream().sorted((a, b) -> b.compareTo(a)).toList());
  }

  @Test
  void aCellOfTheMatrixOpensItsEvidence() {
    WebElement cell =
        browser.findElement(By.cssSelector(".matrix a[aria-label='RM-02 at edge-1: blocked']"));
    assertThat(cell.getText()).isEqualTo("B");
    cell.click();
    WebElement evidence = browser.findElement(By.id("at-RM-02.edge-1"));
    assertThat(evidence.isDisplayed()).isTrue();
    assertThat(evidence.getText())
        .containsSubsequence(
            "One packet: tcp 10.1.0.0:1024 -> 192.0.2.10:8443",
            "Enters by outside, leaves by inside",
            "The rules see it as tcp 10.1.0.0/24 -> 172.16.0.10:443",
            "come nearest to it",
            "outside_in:2",
            "service: tcp/8443, not tcp eq https",
            "outside_in:default denies")
        .contains("outside_in:default")
        .contains("implicit deny at the end of the list")
        .contains("tcp 10.1.0.0/24 -> 192.0.2.10:8443");
    WebElement finding =
        browser.findElement(By.cssSelector("#flow-RM-02 a[href='#finding-3f2a9c10be77']"));
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", finding);
    finding.click();
    assertThat(browser.findElement(By.id("finding-3f2a9c10be77")).isDisplayed()).isTrue();
  }

  @Test
  void arrowsMoveThroughTheMatrix() {
    browser
        .findElement(By.cssSelector(".matrix a[aria-label='RM-01 as a whole: permitted']"))
        .sendKeys(Keys.ARROW_DOWN);
    assertThat(browser.switchTo().activeElement().getAccessibleName())
        .isEqualTo("RM-02 as a whole: blocked");
  }

  @Test
  void nothingIsRequestedAndNothingGoesWrong() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(requests()).allMatch(u -> u.startsWith("file:") || u.startsWith("about:"));
    load("hostile.html");
    browser.findElement(By.id("open-all")).click();
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(requests()).hasSize(1).allMatch(u -> u.endsWith("/hostile.html"));
    assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    assertThat(browser.findElements(By.tagName("script"))).hasSize(1);
  }

  private static List<String> requests() {
    return browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(e -> e.getMessage())
        .filter(m -> m.contains("\"Network.requestWillBeSent\""))
        .map(m -> m.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .filter(u -> !u.startsWith("about:"))
        .toList();
  }

  @Test
  void itPrints() {
    String pdf = browser.print(new PrintOptions()).getContent();
    assertThat(new String(java.util.Base64.getDecoder().decode(pdf), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF")
        .hasSizeGreaterThan(30_000);
  }

  @ParameterizedTest
  @CsvSource({"360, light", "1280, light", "1280, dark", "1920, light", "3840, light"})
  void axeFindsNothing(int width, String scheme) throws IOException {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.manage().window().setSize(new Dimension(width, 900));
    load("report.html");
    browser.findElement(By.id("open-all")).click();
    try (InputStream in = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
      browser.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object violations =
        browser.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
                + " 'best-practice']}).then(r => done(r.violations.map(v => v.id + ': '"
                + " + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)"
                + " + ' ' + n.failureSummary).join(' | '))));");
    assertThat((List<?>) violations).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"360", "768", "1280", "3840"})
  void thePageNeverScrollsSideways(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    try {
      for (String name : List.of("report.html", "hostile.html")) {
        load(name);
        browser.findElement(By.id("open-all")).click();
        Object over =
            browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) over).intValue()).as(name).isLessThanOrEqualTo(0);
      }
    } finally {
      browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }
  }

  @Test
  void itWorksWithoutScript() {
    ChromeDriver plain = start(false);
    try {
      plain.get(folder.resolve("report.html").toUri().toString());
      assertThat(plain.findElement(By.id("tools")).isDisplayed()).isFalse();
      assertThat(plain.findElement(By.id("verdict")).getText()).startsWith("Not ready:");
      WebElement flow = plain.findElement(By.xpath("//details[.//*[@id='flow-RM-02']]/summary"));
      flow.click();
      assertThat(plain.findElement(By.id("flow-RM-02")).isDisplayed()).isTrue();
      plain
          .findElement(By.cssSelector(".matrix a[aria-label='RM-04 at core-2: undecided']"))
          .click();
      assertThat(plain.findElement(By.id("at-RM-04.core-2")).isDisplayed())
          .as("browsers open what a link leads into")
          .isTrue();
    } finally {
      plain.quit();
    }
  }

  private static void select(String id, String text) {
    browser.findElement(By.xpath("//select[@id='" + id + "']/option[.='" + text + "']")).click();
  }

  private static List<String> shown(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .filter(WebElement::isDisplayed)
        .map(e -> e.findElement(By.cssSelector("summary strong")).getText())
        .toList();
  }

  private static List<String> column(String path) {
    return browser.findElements(By.xpath(path)).stream().map(WebElement::getText).toList();
  }
}
