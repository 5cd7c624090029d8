package left4me.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line for a person.
 *
 * @param spans its pieces
 */
record Line(List<Span> spans) {

  Line {
    spans = List.copyOf(spans);
  }

  static Line of(Span... spans) {
    return new Line(List.of(spans));
  }

  static Line plain(String text) {
    return of(Span.plain(text));
  }

  /** What is written for it. Whatever its pieces hold, no control character but ours is in it. */
  String written(boolean coloured) {
    return spans.stream()
        .map(
            span -> {
              String text = Terminal.harmless(span.text());
              return coloured ? span.style().paint(text) : text;
            })
        .collect(Collectors.joining());
  }
}
