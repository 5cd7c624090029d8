package left4me.host;

import java.util.Optional;

/**
 * Which strings a blueprint may hold. For one text, all whose strings are counted: an anchor says a
 * long one over and over in a few characters. Not thread-safe.
 */
final class BlueprintStrings {

  private long characters;

  /** What is wrong with the next string, as the end of a sentence; empty if nothing is. */
  Optional<String> fault(String value) {
    characters += value.length();
    if (characters > Blueprint.SIZE_LIMIT) {
      return Optional.of(
          "the strings have more than "
              + Blueprint.SIZE_LIMIT
              + " characters in all, with what anchors repeat");
    }
    // A tab is fine in a line of server.cfg; nothing else below the space is anywhere.
    if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      return Optional.of("it has a control character");
    }
    // An escape can make one, of which there are no bytes.
    if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      return Optional.of("it has half of a character");
    }
    return Optional.empty();
  }
}
