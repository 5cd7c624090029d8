package left4me.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process of user left4me that calls the library for a test. For one thread of the test. */
final class CallerProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Map<Integer, String> ends = new HashMap<>();
  private final List<String> steps = new ArrayList<>();
  private int last;

  private CallerProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
    this.in = process.outputWriter();
  }

  /**
   * Starts one that is connected to systemd.
   *
   * @param log the file that its steps are to be appended to, if any
   */
  static CallerProcess start(Path... log) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of("setpriv", "--reuid=left4me", "--regid=left4me", "--init-groups", "--"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // It lives for one call, or is measured: neither is to wait for a compiler.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            // What is only kept for later use is no growth.
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "-cp",
            System.getProperty("java.class.path"),
            LibraryCaller.class.getName()));
    Stream.of(log).map(Path::toString).forEach(command::add);
    CallerProcess caller =
        new CallerProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String first = caller.out.readLine();
    if (!"ready".equals(first)) {
      throw new IOException("no caller: " + first);
    }
    return caller;
  }

  long pid() {
    return process.pid();
  }

  /** Has it begin a call, and returns the call's number. */
  int begin(String call) throws IOException {
    last++;
    in.write(last + " " + call + "\n");
    in.flush();
    return last;
  }

  /** Has it interrupt a call. */
  void cancel(int call) throws IOException {
    in.write(call + " cancel\n");
    in.flush();
  }

  /** Waits for the end of a call: {@code done OUTCOME}, {@code failed WHY}, {@code interrupted}. */
  String end(int call) throws IOException {
    while (!ends.containsKey(call)) {
      read(line());
    }
    return ends.remove(call);
  }

  /** Makes a call, and waits for its end. */
  String call(String call) throws IOException {
    return end(begin(call));
  }

  /**
   * Waits until a call waits for something that has a limit, as all its waits have. Nothing else
   * tells from outside.
   */
  void awaitWaiting(int call) throws IOException {
    String state = "";
    while (!state.equals("TIMED_WAITING")) {
      if (state.equals("over")) {
        throw new AssertionError("it waits for nothing: " + end(call));
      }
      in.write(call + " state\n");
      in.flush();
      String line = line();
      while (!line.startsWith(call + " state ")) {
        read(line);
        line = line();
      }
      state = line.substring(line.lastIndexOf(' ') + 1);
    }
  }

  /** Waits until a call says that step, or ends. For the only call that there is. */
  void awaitStep(int call, String sentence) throws IOException {
    while (!steps.contains(sentence) && !ends.containsKey(call)) {
      read(line());
    }
  }

  /** The steps so far, in the order in which they were said. */
  List<String> steps() {
    return List.copyOf(steps);
  }

  /** Kills it outright, and returns whether it had ended the call. */
  boolean killedAfterTheEndOf(int call) throws IOException, InterruptedException {
    // By its handle, which unlike the process leaves its output to be read.
    process.toHandle().destroyForcibly();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      read(line);
    }
    process.waitFor();
    return ends.containsKey(call);
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the caller has ended");
    }
    return line;
  }

  private void read(String line) {
    String[] parts = line.split(" ", 2);
    if (parts[1].startsWith("step ")) {
      steps.add(parts[1].substring("step ".length()));
    } else {
      ends.put(Integer.parseInt(parts[0]), parts[1]);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
