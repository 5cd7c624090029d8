package left4me.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source of l4d2ctl(1), in mdoc(7), for tests that hold the program against it. */
final class Manual {

  private static final Path PAGE = Path.of("src/main/man/l4d2ctl.1");

  private final List<String> lines;

  private Manual(List<String> lines) {
    this.lines = lines;
  }

  static Manual read() throws IOException {
    return new Manual(Files.readAllLines(PAGE));
  }

  /** The part below a heading. */
  Manual section(String heading) {
    int begin = lines.indexOf(".Sh " + heading) + 1;
    List<String> rest = lines.subList(begin, lines.size());
    return new Manual(rest.stream().takeWhile(line -> !line.startsWith(".Sh ")).toList());
  }

  /** The lines. */
  List<String> lines() {
    return lines;
  }

  /** The words of the lines that begin with a macro. */
  Set<String> words(String... macros) {
    return Stream.of(macros)
        .flatMap(
            macro ->
                lines.stream()
                    .filter(line -> line.startsWith(macro + " "))
                    .map(line -> line.substring(macro.length())))
        .flatMap(line -> Arrays.stream(line.strip().split(" +", -1)))
        .filter(word -> word.matches("[A-Za-z][A-Za-z-]*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The options that a line of a list of options is about: {@code -f} and {@code --file}. */
  static Set<String> options(String line) {
    String flags = line.replaceFirst("^\\.It Fl ", "").replaceFirst(" Ar .*", "");
    return Arrays.stream(flags.split(" , ", -1))
        .map(flag -> "-" + flag)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
