package left4me.cli;

/**
 * A piece of a line.
 *
 * @param style how it is shown, where that is possible
 * @param text what it says; it may come from a server, and is made harmless where it is shown
 */
record Span(Style style, String text) {

  static Span plain(String text) {
    return new Span(Style.PLAIN, text);
  }
}
