package left4me.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A page in a browser, as a person has it: looked at, and clicked on. */
final class BrowserTab implements AutoCloseable {

  private final DevTools devTools;

  BrowserTab(DevTools devTools) {
    this.devTools = devTools;
  }

  void go(String url) throws IOException, InterruptedException {
    for (String domain : List.of("Page", "Runtime", "Log")) {
      devTools.call(domain + ".enable");
    }
    JsonValue result = devTools.call("Page.navigate", json -> json.writeStringField("url", url));
    if (result.find("errorText").isPresent()) {
      throw new IOException(url + ": " + result.text("errorText"));
    }
  }

  /** What an expression is in the page; if it is a promise, what that comes to. */
  JsonValue evaluate(String expression) throws IOException, InterruptedException {
    JsonValue told =
        devTools.call(
            "Runtime.evaluate",
            json -> {
              json.writeStringField("expression", expression);
              json.writeBooleanField("awaitPromise", true);
              json.writeBooleanField("returnByValue", true);
            });
    Optional<JsonValue> failure = told.find("exceptionDetails");
    if (failure.isPresent()) {
      throw new AssertionError(expression + ": " + failure.get());
    }
    return told.get("result").find("value").orElse(new JsonValue(""));
  }

  /** Waits until an expression is true in the page, which is looked at when the page changes. */
  void await(String condition) throws IOException, InterruptedException {
    evaluate(
        """
        new Promise((done) => {
          const observer = new MutationObserver(look);
          function look() {
            if (%s) {
              observer.disconnect();
              done();
            }
          }
          observer.observe(
              document, { subtree: true, childList: true, characterData: true, attributes: true });
          look();
        })
        """
            .formatted(condition));
  }

  /** Clicks in the middle of an element, with the mouse. */
  void click(String selector) throws IOException, InterruptedException {
    JsonValue middle =
        evaluate(
            """
            (() => {
              const box = document.querySelector('%s').getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
            })()
            """
                .formatted(selector));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      devTools.call(
          "Input.dispatchMouseEvent",
          json -> {
            json.writeStringField("type", type);
            json.writeStringField("button", "left");
            json.writeNumberField("clickCount", 1);
            json.writeNumberField("x", Double.parseDouble(middle.text("x")));
            json.writeNumberField("y", Double.parseDouble(middle.text("y")));
          });
    }
  }

  /** What went wrong in the page so far. */
  List<String> problems() {
    return List.of("Runtime.exceptionThrown", "Log.entryAdded").stream()
        .flatMap(name -> devTools.events(name).stream())
        .map(event -> event.get("params").toString())
        .toList();
  }

  /** Leaves a picture of the page. */
  void picture(Path file) throws IOException, InterruptedException {
    JsonValue picture = devTools.call("Page.captureScreenshot");
    Files.write(file, Base64.getDecoder().decode(picture.text("data")));
  }

  /** Closes it, and with it the streams that it reads: a browser has few connections to a host. */
  @Override
  public void close() throws IOException, InterruptedException {
    devTools.call("Page.close");
    devTools.close();
  }
}
