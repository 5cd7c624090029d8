package left4me.web.example;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines for a client who may have gone away. A server that somebody wanted started is started all
 * the same, though nobody is left to be told.
 */
final class Lines {

  private final OutputStream body;
  private boolean gone;

  Lines(OutputStream body) {
    this.body = body;
  }

  /** Sends a line at once, as long as there is somebody to take it. */
  void send(String line) {
    if (gone) {
      return;
    }
    try {
      body.write((line + '\n').getBytes(StandardCharsets.UTF_8));
      body.flush();
    } catch (IOException e) {
      gone = true;
    }
  }
}
