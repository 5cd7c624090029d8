package left4me.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The blueprints of the instances that were started lately. The text of the file is read each time;
 * it is parsed only if it is not the text of the last time, as a Java that parses a blueprint now
 * and then takes a millisecond or two for it. Thread-safe.
 */
final class RecentBlueprints {

  /** With more, all are forgotten. */
  static final int MOST = 1000;

  /**
   * In characters; what is longer is parsed each time. What is made of a text takes some 30 bytes
   * for each of its characters at worst, so that this and {@link #MOST} keep all to 60 MB, and
   * those of usual length to one or two.
   */
  static final int LONGEST = 2000;

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
    byFile.remove(file);
    if (text.length() <= LONGEST) {
      if (byFile.size() >= MOST) {
        byFile.clear();
      }
      byFile.put(file, blueprint);
    }
    return blueprint;
  }
}
