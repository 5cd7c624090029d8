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

  /** What a write says when there are no readers left ({@code EPIPE}). */
  private static final String ABANDONED = "Broken pipe";

  /** Of what is no file of this process. */
  private static final int NONE = -1;

  private static final int STDOUT_FILENO = 1;
  private static final int STDERR_FILENO = 2;

  private final OutputStream below;
  private final int number;
  private final PrintStream printer;
  private volatile Optional<String> failure = Optional.empty();

  Outlet(OutputStream below) {
    this(below, NONE);
  }

  private Outlet(OutputStream below, int number) {
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
    return failure.filter(words -> words.contains(ABANDONED)).isPresent();
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
      fail(ABANDONED);
    }
    return told;
  }

  private synchronized void fail(String words) {
    if (failure.isEmpty()) {
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
      fail(String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
