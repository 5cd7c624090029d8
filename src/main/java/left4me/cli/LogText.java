package left4me.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import left4me.host.LogLine;
import left4me.host.LogLine.Priority;
import left4me.instance.InstanceName;

/** Lines of logs for a person. Pure. */
final class LogText {

  private final int nameWidth;

  /**
   * @param names whose lines they are; each says so if there are several
   */
  LogText(Collection<InstanceName> names) {
    this.nameWidth =
        names.stream().distinct().count() < 2
            ? 0
            : names.stream().mapToInt(name -> name.value().length()).max().getAsInt();
  }

  /** Time, instance and text. */
  Line line(LogLine line) {
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(Style.FAINT, Times.second(line.time())));
    if (nameWidth > 0) {
      String name = line.instance() + ":";
      spans.add(new Span(Style.STRONG, " " + name + " ".repeat(nameWidth + 1 - name.length())));
    }
    spans.add(Span.plain(" "));
    spans.add(text(line));
    return new Line(spans);
  }

  /** The text alone. A priority is a word of it, but for the one that nearly all lines have. */
  static Span text(LogLine line) {
    Priority priority = line.priority();
    String word = priority == Priority.INFORMATIONAL ? "" : "[" + priority.word() + "] ";
    return new Span(style(priority), word + oneLine(line.text()));
  }

  /** A server that speaks to the journal itself is not to make lines that look as another's. */
  private static String oneLine(String text) {
    return text.replace('\n', '?');
  }

  private static Style style(Priority priority) {
    return switch (priority) {
      case EMERGENCY, ALERT, CRITICAL, ERROR -> Style.BAD;
      case WARNING -> Style.BUSY;
      case NOTICE -> Style.STRONG;
      case INFORMATIONAL -> Style.PLAIN;
      case DEBUG -> Style.FAINT;
    };
  }
}
