package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.Ids;

/**
 * Walks in headless Chromium through the shared market, as people of the demo province. Pictures lie in target/screenshots: of a
 * run of chosen classes ({@code -Dtest}), of {@code -Plong}, and of {@code -Dziyuan.pictures=true}; a whole run takes none,
 * because nobody looks at 134 of them.
 */
abstract class BrowserWalk {

    static final String SCHOOL = "荔湾区晨光小学";
    static final String COUNTY = "荔湾区教育局";
    static final int PHONE = 390;
    static final int DESK = 1440;

    /** The name by which somebody without a browser says so; nobody leaves these tests out by accident. */
    private static final String SWITCH = "ziyuan.browser.tests";

    private static final String OFF = "off";

    /** The one without a frame first: a person's window costs 0.2 seconds of a processor in it, and 1.4 in the others. */
    private static final List<Path> CHROMIUMS = List.of(
            Path.of("/usr/bin/chromium-headless-shell"),
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"));

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final boolean PHOTOGRAPHED =
            System.getProperty("test") != null || Boolean.getBoolean("ziyuan.pictures") || Tries.of(0, 1) == 1;

    /** One for all walks of this JVM, whose tests run on one thread; the driver ends it when the JVM is gone. */
    private static @Nullable Browser browser;

    final RunningMarket market;

    BrowserWalk() {
        this(RunningMarket.shared());
    }

    /** @param market of a walk that would change what others find */
    BrowserWalk(RunningMarket market) {
        this.market = market;
    }

    @BeforeAll
    static void chromiumIsThere() {
        Path chromium =
                CHROMIUMS.stream().filter(Files::isExecutable).findFirst().orElse(null);
        if (chromium == null && OFF.equals(System.getProperty(SWITCH))) {
            abort("the tests in a browser are switched off by " + SWITCH);
        }
        assertThat(chromium)
                .as(
                        "Chromium for the tests in a browser (apt-get install chromium-headless-shell); -D%s=%s does without",
                        SWITCH, OFF)
                .isNotNull();
        if (browser == null && chromium != null) {
            browser = launched(chromium);
        }
    }

    private static Browser launched(Path chromium) {
        return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        }
    }

    /** The code of the school, as the form of a change fills it in for the school's own accountant. */
    final String codeOfTheSchool() {
        Page accountant = signedIn(SCHOOL, "会计", DESK, true);
        accountant.navigate(at("/budget-changes/new?kind=CUT"));
        return accountant.locator("#giver").inputValue();
    }

    static void reloadUntil(Page page, String address, String words) {
        for (int look = 0; look < 60; look++) {
            page.navigate(address);
            if (page.locator("main").innerText().contains(words)) {
                return;
            }
            page.waitForTimeout(300);
        }
        throw new AssertionError(
                address + " never says " + words + ": " + page.locator("main").innerText());
    }

    static void choose(Page page, String csv) {
        page.locator("#field-file")
                .setInputFiles(new FilePayload("学籍.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    }

    final void approve(Page approver, String picture) {
        openLastTask(approver);
        picture(approver, picture);
        approver.locator("button[value=APPROVE]").first().click();
        PlaywrightAssertions.assertThat(approver.locator("body")).containsText("已同意");
    }

    final void openLastTask(Page approver) {
        reloadUntil(approver, at("/inbox"), "待审批");
        approver.locator(".tasks a").last().click();
        PlaywrightAssertions.assertThat(approver.locator("h1")).containsText("审批采购申请");
    }

    final String at(String path) {
        return market.at(path).toString();
    }

    static Page windowOf(int width, boolean script) {
        return Objects.requireNonNull(browser)
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setJavaScriptEnabled(script)
                        .setLocale("zh-CN"))
                .newPage();
    }

    final Page signedIn(String organization, String role, int width) {
        return signedIn(organization, role, width, true);
    }

    final Page signedIn(String organization, String role, int width, boolean script) {
        return signedIn(organization, role, 1, width, script);
    }

    /** The first, second, … of those with this role. */
    final Page signedIn(String organization, String role, int ordinal, int width, boolean script) {
        Page page = windowOf(width, script);
        page.navigate(at("/demo?school="));
        page.locator("section.panel", new Page.LocatorOptions().setHasText(organization))
                .first()
                .locator("button", new Locator.LocatorOptions().setHasText(role))
                .nth(ordinal - 1)
                .click();
        return page;
    }

    /** Somebody of the demo by his login, whom the picker shows on another page. */
    final Page signedInAs(String login, int width) {
        Page page = windowOf(width, true);
        page.navigate(at("/demo"));
        page.evaluate("""
                id => {
                  const form = document.querySelector('form[action$="/demo/sign-in"]');
                  const person = Object.assign(document.createElement('input'), {type: 'hidden', name: 'person', value: id});
                  form.querySelectorAll('[name=person]').forEach(other => other.remove());
                  form.append(person);
                  form.submit();
                }""", Ids.derived("demo-person", login).toString());
        page.waitForURL(address -> !address.endsWith("/demo"));
        return page;
    }

    /** Looks at every page of a walk: what can be clicked is where it is drawn; then the page may be photographed. */
    static void picture(Page page, String name) {
        assertThat(hidden(page))
                .as("links and buttons that lie under something else: " + name)
                .isEmpty();
        if (PHOTOGRAPHED) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name + ".png"))
                    .setFullPage(true));
        }
    }

    /** Clicks by coordinates, as a hand does: in the middle of what is drawn must lie what was meant, or a part of it. */
    @SuppressWarnings("unchecked")
    private static List<String> hidden(Page page) {
        return (List<String>) page.evaluate("""
                () => {
                  const before = [scrollX, scrollY];
                  const under = [];
                  const clipped = node => node && (node.getBoundingClientRect().width < 2 || clipped(node.parentElement));
                  for (const wanted of document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')) {
                    if (!wanted.checkVisibility({visibilityProperty: true, opacityProperty: true}) || clipped(wanted)) continue;
                    wanted.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
                    const drawn = wanted.getClientRects()[0];
                    if (!drawn || drawn.width < 2 || drawn.height < 2) continue;
                    const [x, y] = [drawn.left + drawn.width / 2, drawn.top + drawn.height / 2];
                    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
                    const hit = document.elementFromPoint(x, y);
                    if (hit === null || !wanted.contains(hit)) {
                      under.push(`${wanted.tagName} ${wanted.textContent.trim() || wanted.name} under ${hit?.tagName} ${hit?.className} ${hit?.textContent.trim().slice(0, 40)}`);
                    }
                  }
                  scrollTo({left: before[0], top: before[1], behavior: 'instant'});
                  return under;
                }
                """);
    }
}
