package left4me.cli;

/** How a text is shown to a person at a terminal. It means nothing that the words do not say. */
enum Style {
  PLAIN(""),
  STRONG("1"),
  FAINT("2"),
  GOOD("32"),
  BUSY("33"),
  BAD("31");

  private static final String BEGIN = "\u001b[";

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text with what the terminal is told before and after it (ECMA-48, SGR). */
  String paint(String text) {
    return this == PLAIN || text.isEmpty() ? text : BEGIN + code + "m" + text + BEGIN + "0m";
  }
}
