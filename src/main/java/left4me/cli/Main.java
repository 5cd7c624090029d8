package left4me.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import left4me.instance.InstanceName;
import picocli.CommandLine;

/** Starts {@code l4d2ctl}. */
public final class Main {

  /** How long an interrupted command has to withdraw its jobs. */
  private static final int GRACE_SECONDS = 5;

  private Main() {}

  /**
   * Runs one command and ends the JVM with its status: 0 done, 1 failed, 2 usage.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(interrupter(Thread.currentThread(), done));
    int status =
        commandLine(new L4d2ctl(Terminal.ofThisProcess(), Caller.ofThisProcess())).execute(args);
    done.countDown();
    System.exit(status);
  }

  /** The command line of the program, for its tests as well. */
  static CommandLine commandLine(L4d2ctl program) {
    return new CommandLine(program)
        .registerConverter(InstanceName.class, new InstanceNameConverter())
        .setExecutionExceptionHandler(new Failures(program.terminal()));
  }

  /** On Ctrl-C the JVM only runs its hooks: the command is told by an interrupt, and waited for. */
  private static Thread interrupter(Thread command, CountDownLatch done) {
    return new Thread(
        () -> {
          if (done.getCount() > 0) {
            command.interrupt();
            try {
              done.await(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
  }
}
