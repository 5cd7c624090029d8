package left4me.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A standard stream that remembers why it could not be written to: a {@link PrintStream} above it
 * only knows that. It is always UTF-8, as the journal is, whatever the caller's locale.
 */
final class Outlet extends OutputStream {

  private final OutputStream below;
  private final PrintStream printer;
  private volatile Optional<String> failure = Optional.empty();

  Outlet(OutputStream below) {
    this.below = below;
    this.printer = new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  static Outlet of(FileDescriptor descriptor) {
    return new Outlet(new FileOutputStream(descriptor));
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
    return failure.filter(words -> words.contains("Broken pipe")).isPresent();
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
      if (failure.isEmpty()) {
        failure = Optional.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}
