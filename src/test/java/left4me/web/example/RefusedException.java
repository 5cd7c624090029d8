package left4me.web.example;

import java.io.Serial;
import left4me.host.BlueprintException;

/** A request that is refused before anything was done. */
final class RefusedException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final String body;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
    this.body = Json.error(message);
  }

  /** Because of its blueprint. */
  RefusedException(BlueprintException blueprint) {
    super(blueprint);
    this.status = 400;
    this.body = Json.error(blueprint);
  }

  static RefusedException nothingThere() {
    return new RefusedException(404, "there is nothing here");
  }

  static RefusedException method() {
    return new RefusedException(405, "this can be done to something else, not to this");
  }

  /** The status of the answer. */
  int status() {
    return status;
  }

  /** The answer, in JSON. */
  String body() {
    return body;
  }
}
