package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import left4me.lab.Command;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of the example web tier, in a real browser. */
@Timeout(180)
final class WebPageIT {

  @RegisterExtension static final WebTier TIER = new WebTier();

  private static Browser browser;

  @BeforeAll
  static void openIt() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void closeIt() throws Exception {
    browser.close();
  }

  /** The row of a server in the table, for a script in the page. */
  private static String row(String name, String rest) {
    return "document.querySelector('[data-name=" + name + "]" + rest + "')";
  }

  private static String hasState(String name, String state) {
    return row(name, " .state") + "?.textContent === '" + state + "'";
  }

  private static String logHas(String text) {
    return "document.getElementById('lines').textContent.includes('" + text + "')";
  }

  @Test
  void aServerIsStartedFollowedAndSeenToBeStoppedByOthers() throws Exception {
    TIER.initialize("page-alpha", "port: 27322\n");
    try (BrowserTab tab = browser.open(WebTier.ORIGIN + "/")) {
      assertThat(browser.user()).as("one of systemd's making").isBetween(61_184, 65_519);
      tab.await(hasState("page-alpha", "inactive"));
      assertThat(tab.evaluate(row("page-alpha", " .port") + ".textContent").text())
          .isEqualTo("27322");
      tab.evaluate("window.loadedOnce = true");

      tab.click("[data-name=page-alpha] [value=log]");
      tab.await("!document.getElementById('log').hidden");
      tab.click("[data-name=page-alpha] [value=start]");
      tab.await(hasState("page-alpha", "active"));
      tab.await(logHas("Connection to stand-in servers successful."));
      tab.await("document.getElementById('message').textContent === 'page-alpha: done'");
      assertThat(tab.evaluate(row("page-alpha", " [value=start]") + ".disabled").text())
          .isEqualTo("true");
      tab.picture(Path.of("target/web-page.png"));

      Command.loginAs("left4me", "l4d2ctl", "stop", "page-alpha").orFail();
      tab.await(hasState("page-alpha", "inactive"));
      tab.await(logHas("Server shutting down."));
      TIER.send("DELETE", "/servers/page-alpha");
      tab.await(row("page-alpha", "") + " === null");
      assertThat(tab.evaluate("window.loadedOnce").text()).isEqualTo("true");
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void aStartThatFailsSaysWhyOnThePage() throws Exception {
    TIER.initialize("page-broken", "port: 27323\noverlays: [{path: page-none}]\n");
    try (BrowserTab tab = browser.open(WebTier.ORIGIN + "/")) {
      tab.await(hasState("page-broken", "inactive"));
      tab.click("[data-name=page-broken] [value=start]");
      tab.await("document.querySelector('#message.error') !== null");
      assertThat(tab.evaluate("document.getElementById('message').textContent").text())
          .contains("page-broken")
          .contains("overlays/page-none");
    }
  }

  @Test
  void whatAServerPrintsIsTextAndRunsNothing() throws Exception {
    String hostile = "<img src=x onerror=window.ran=1><script>window.ran=2</script>";
    TIER.initialize("page-hostile", "port: 27324\nconfig: ['hostname \"" + hostile + "\"']\n");
    try (BrowserTab tab = browser.open(WebTier.ORIGIN + "/")) {
      tab.await(hasState("page-hostile", "inactive"));
      tab.click("[data-name=page-hostile] [value=log]");
      tab.await("!document.getElementById('log').hidden");
      tab.click("[data-name=page-hostile] [value=start]");
      tab.await(logHas("servers successful"));
      assertThat(tab.evaluate("document.getElementById('lines').textContent").text())
          .contains("hostname: " + hostile);
      assertThat(tab.evaluate("document.querySelector('img, #lines script') === null").text())
          .isEqualTo("true");
      assertThat(tab.evaluate("window.ran === undefined").text()).isEqualTo("true");
      assertThat(tab.problems()).isEmpty();
    }
  }

  /** The second wall: what would get into the page all the same. */
  @Test
  void aScriptInThePageItselfIsRefused() throws Exception {
    try (BrowserTab tab = browser.open(WebTier.ORIGIN + "/")) {
      tab.await("document.getElementById('connection')?.textContent === 'live'");
      JsonValue refused =
          tab.evaluate(
              """
              new Promise((done) => {
                const refused = [];
                document.addEventListener('securitypolicyviolation', (event) => {
                  refused.push(event.effectiveDirective);
                  if (refused.length === 2) {
                    done(refused.sort());
                  }
                });
                const script = document.createElement('script');
                script.textContent = 'window.ran = 1';
                document.body.append(script);
                const button = document.createElement('button');
                button.setAttribute('onclick', 'window.ran = 2');
                document.body.append(button);
                button.click();
              })
              """);
      assertThat(refused.items())
          .extracting(JsonValue::text)
          .containsExactly("script-src-attr", "script-src-elem");
      assertThat(tab.evaluate("window.ran === undefined").text()).isEqualTo("true");
    }
  }
}
