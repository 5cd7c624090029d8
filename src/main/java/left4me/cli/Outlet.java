package left4me.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import left4me.linux.HangUp;

/**
 * A standard stream that remembers why it could not be written to: a {@link PrintStream} above it
 * only knows that. It is always UTF-8, as the journal is, whatever the caller's locale.
 */
final class Outlet extends OutputStream {

  /** In the kernel's words, where nothing has been written. */
  private static final String ABANDONED = "Broken pipe";

  /** Of what is no file of this process. */
  private static final int NONE = -1;

  private static final int STDOUT_FILENO = 1;
  private static final int STDERR_FILENO = 2;

  private final OutputStream below;
  private final int number;
  private final PrintStream printer;
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean abandoned;

  Outlet(OutputStream below) {
    this(below, NONE);
  }

  /**
   * @param number that this process has what is below open by
   */
  Outlet(OutputStream below, int number) {
    this.below = below;
    this.number = number;
    this.printer = new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  static Outlet standardOutput() {
    return new Outlet(new FileOutputStream(FileDescriptor.out), STDOUT_FILENO);
  }

  static Outlet standardError() {
    return new Outlet(new FileOutputStream(FileDescriptor.err), STDERR_FILENO);
  }

  PrintStream printer() {
    return printer;
  }

  /** Why the first write that failed did, in the kernel's words. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether whoever read has had enough, as {@code head(1)} has. */
  boolean isAbandoned() {
    return abandoned;
  }

  /**
   * Waits until whoever reads has had enough. A write tells as well, but only the next one, and
   * that may be hours away.
   *
   * @return true; false where that cannot be told
   */
  boolean awaitAbandoned() {
    boolean told = number != NONE && HangUp.await(number);
    if (told) {
      fail(ABANDONED, true);
    }
    return told;
  }

  private synchronized void fail(String words, boolean byReader) {
    if (failure.isEmpty()) {
      abandoned = byReader;
      failure = Optional.of(words);
    }
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      below.write(bytes, offset, length);
    } catch (IOException e) {
      // Java has the words alone, not the number, and they are the C library's to choose.
      fail(String.valueOf(e.getMessage()), number != NONE && HangUp.isTold(number));
      throw e;
    }
  }
}
