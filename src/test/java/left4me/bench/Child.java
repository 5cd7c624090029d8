package left4me.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;

/** A process of user left4me that measures one thing, and the way to start it from root. */
public final class Child {

  /** What takes longer hangs, and is not to keep the other parts from being measured. */
  private static final String LIMIT_SECONDS = "1200";

  private Child() {}

  /** Measures in it. */
  static Results measure(Plan plan, Scale scale) throws Exception {
    Process process =
        new ProcessBuilder(
                "timeout",
                "--kill-after=10",
                LIMIT_SECONDS,
                "setpriv",
                "--reuid=left4me",
                "--regid=left4me",
                "--init-groups",
                "--reset-env",
                "/usr/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                plan.name(),
                Boolean.toString(scale.quick()))
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      return read(process);
    } finally {
      process.waitFor();
    }
  }

  private static Results read(Process process) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(process.getInputStream())) {
      return (Results) in.readObject();
    } catch (EOFException e) {
      throw new IOException("it failed in its own process, which says why above", e);
    }
  }

  /** Prints results for {@link #measure}, and whatever else is printed to standard error. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    Results results = new Results();
    Scale scale = new Scale(Boolean.parseBoolean(args[1]), new Stalls(Stalls.FOLDER));
    Plan plan = Plan.valueOf(args[0]);
    try {
      plan.measurement().run(scale, results);
    } catch (Exception | AssertionError e) {
      // What was measured before is worth having.
      e.printStackTrace(System.err);
      results.add(Failure.of(plan, e));
    }
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(results);
    }
  }
}
