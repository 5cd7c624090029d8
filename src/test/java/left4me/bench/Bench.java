package left4me.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import left4me.host.DropIn;

/**
 * {@code Bench FOLDER [--quick] [NAME...]}: measures all, or what is named, as root of the host.
 */
public final class Bench {

  private static final String QUICK = "--quick";

  private Bench() {}

  /**
   * Measures, prints a table, and writes {@code bench.json} and {@code bench.svg} into a folder.
   */
  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    Path folder = Path.of(words.removeFirst());
    Scale scale = new Scale(words.remove(QUICK), new Stalls(Stalls.FOLDER));
    Results results = new Results();
    for (Plan plan : plans(words)) {
      double ms = InTurn.milliseconds(() -> measure(plan, scale, results));
      System.err.printf(Locale.ROOT, "%-48s%8.1f s%n", "Measured " + plan.words(), ms / 1000);
      // After each: a run of many minutes that is broken off has then told something.
      write(folder, results, scale);
    }
    System.out.print(Table.of(results));
    if (!results.failures().isEmpty()) {
      System.exit(1);
    }
  }

  private static List<Plan> plans(List<String> names) {
    for (String name : names) {
      if (Arrays.stream(Plan.values()).noneMatch(plan -> plan.words().equals(name))) {
        throw new IllegalArgumentException(
            name + " is none of " + Arrays.stream(Plan.values()).map(Plan::words).toList());
      }
    }
    return Arrays.stream(Plan.values())
        .filter(plan -> names.isEmpty() || names.contains(plan.words()))
        .toList();
  }

  /** Whatever stops one part, the others are still worth measuring. */
  private static void measure(Plan plan, Scale scale, Results results) {
    try {
      switch (plan.surroundings()) {
        case ROOT -> plan.measurement().run(scale, results);
        case LEFT4ME -> results.add(Child.measure(plan, scale));
        case LEFT4ME_CHEAP -> {
          try (DropIn cheap = new DropIn("left4me-server@.service", DropIn.CHEAP)) {
            DropIn.load();
            results.add(Child.measure(plan, scale));
          } finally {
            DropIn.load();
          }
        }
      }
    } catch (Exception | AssertionError e) {
      e.printStackTrace(System.err);
      results.add(Failure.of(plan, e));
    }
  }

  private static void write(Path folder, Results results, Scale scale) throws IOException {
    Files.writeString(folder.resolve("bench.json"), JsonReport.of(results, scale.quick()));
    Files.writeString(folder.resolve("bench.svg"), SvgPicture.of(results));
  }
}
