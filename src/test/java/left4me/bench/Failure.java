package left4me.bench;

import java.io.Serializable;
import java.util.Objects;

/**
 * A part of the benchmark that did not get to its end.
 *
 * @param part its name
 * @param why what stopped it
 */
record Failure(String part, String why) implements Serializable {

  /** The first line of what was thrown has to do in a table. */
  static Failure of(Plan plan, Throwable thrown) {
    String said = Objects.requireNonNullElse(thrown.getMessage(), "");
    String first = said.lines().findFirst().orElse("");
    return new Failure(plan.words(), first.isEmpty() ? thrown.getClass().getName() : first);
  }
}
