package left4me.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A program of the user {@code nobody} that connects to systemd with so few threads left as its
 * argument says, and again with all that it wants. It prints what came of both, and what of the
 * first is left behind.
 */
public final class FewThreads {

  /** Of that user, all told: for Java itself, and what a connection takes. */
  private static final int LIMIT = 100;

  private FewThreads() {}

  /** Connects. */
  public static void main(String[] args) throws Exception {
    connect();
    long descriptors = descriptors();
    try (Held held = new Held()) {
      held.giveBack(Integer.parseInt(args[0]));
      System.out.println("with few: " + connect());
    }
    awaitNoThreadOfAConnection();
    System.out.println("descriptors left: " + (descriptors() - descriptors));
    System.out.println("with enough: " + connect());
  }

  private static String connect() throws InterruptedException {
    try (ServiceManager systemd = ServiceManager.connect(SystemdSettings.systemBus())) {
      return systemd.status(new UnitName("dbus.service")).activeState();
    } catch (SystemdException failed) {
      return failed.getClass().getSimpleName();
    }
  }

  /** They end a moment after it was closed. One that never does is waited for in vain. */
  private static void awaitNoThreadOfAConnection() throws InterruptedException {
    while (true) {
      List<Thread> left =
          Thread.getAllStackTraces().keySet().stream()
              .filter(t -> t.getName().contains("DBus"))
              .toList();
      if (left.isEmpty()) {
        return;
      }
      left.getFirst().join();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** All threads that are to be had. */
  private static final class Held implements AutoCloseable {

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Held() {
      try {
        while (threads.size() < LIMIT) {
          threads.add(Thread.ofPlatform().daemon().start(this::waitForTheEnd));
        }
      } catch (OutOfMemoryError noneLeft) {
        return;
      }
      throw new IllegalStateException("there is no limit");
    }

    private void waitForTheEnd() {
      try {
        over.await();
      } catch (InterruptedException givenBack) {
        Thread.currentThread().interrupt();
      }
    }

    void giveBack(int count) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        Thread thread = threads.removeLast();
        thread.interrupt();
        thread.join();
      }
    }

    @Override
    public void close() throws InterruptedException {
      over.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /** Runs the program. */
  static String run(int threadsLeft) throws IOException, InterruptedException {
    return RuntimeUnits.run(
        "prlimit",
        "--nproc=" + LIMIT,
        "setpriv",
        "--reuid=nobody",
        "--regid=nogroup",
        "--clear-groups",
        "--",
        "timeout",
        "60",
        // Without the traces of dbus-java's threads.
        "sh",
        "-c",
        "exec \"$@\" 2> /dev/null",
        "sh",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--class-path",
        System.getProperty("java.class.path"),
        FewThreads.class.getName(),
        Integer.toString(threadsLeft));
  }
}
