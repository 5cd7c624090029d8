package left4me.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The blueprints of the instances that were started lately: one whose file has the same text as the
 * last time is not parsed again, which takes a millisecond or two of the few that a start has of
 * its own. The text itself is read each time. Thread-safe.
 */
final class RecentBlueprints {

  /** They and {@link #LONGEST} keep this to some 20 MB; more are forgotten, all at once. */
  private static final int MOST = 1000;

  /** In characters; what is longer is parsed each time. */
  private static final int LONGEST = 10_000;

  private final Map<Path, Blueprint> byFile = new ConcurrentHashMap<>();

  /**
   * Reads a blueprint from a file.
   *
   * @throws BlueprintException as {@link Blueprint#read(Path)}
   */
  Blueprint read(Path file) throws BlueprintException {
    String text = Blueprint.text(file);
    Blueprint last = byFile.get(file);
    if (last != null && last.source().equals(text)) {
      return last;
    }
    Blueprint blueprint = Blueprint.parse(text, file.toString());
    if (byFile.size() >= MOST) {
      byFile.clear();
    }
    if (text.length() <= LONGEST) {
      byFile.put(file, blueprint);
    }
    return blueprint;
  }
}
