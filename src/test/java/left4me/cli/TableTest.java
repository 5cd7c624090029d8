package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {

  private static final Table<Map.Entry<String, Integer>> TABLE =
      new Table<Map.Entry<String, Integer>>()
          .words("NAME", row -> new Span(Style.GOOD, row.getKey()))
          .numbers("PORT", row -> Span.plain("" + row.getValue()))
          .words("END", row -> Span.plain("x"));

  private static final List<Map.Entry<String, Integer>> ROWS =
      List.of(Map.entry("a", 27015), Map.entry("bravo", 7));

  @Test
  void wordsBeginAndNumbersEndBelowEachOther() {
    assertThat(TABLE.lines(ROWS).stream().map(line -> line.written(false)))
        .containsExactly(
            "NAME    PORT  END", //
            "a      27015  x",
            "bravo      7  x");
  }

  @Test
  void coloursChangeNoColumn() {
    assertThat(TABLE.lines(ROWS).stream().map(line -> line.written(true)))
        .last()
        .isEqualTo("\u001b[32mbravo\u001b[0m      7  x");
    assertThat(
            TABLE.lines(ROWS).stream()
                .map(line -> line.written(true).replaceAll("\u001b\\[[0-9]*m", "")))
        .isEqualTo(TABLE.lines(ROWS).stream().map(line -> line.written(false)).toList());
  }

  @Test
  void noRowsLeaveTheHeadings() {
    assertThat(TABLE.lines(List.of()).stream().map(line -> line.written(false)))
        .containsExactly("NAME  PORT  END");
  }
}
