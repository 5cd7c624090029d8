package left4me.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** A program that prints what a test says, and runs until it is destroyed. */
final class PrintingProcess extends Process {

  private static final int KILLED = 137;

  private final InputStream output;
  private final InputStream errors;
  private final CountDownLatch destroyed = new CountDownLatch(1);

  PrintingProcess(InputStream output, InputStream errors) {
    this.output = output;
    this.errors = errors;
  }

  /** Makes one that prints nothing but errors. */
  PrintingProcess(InputStream errors) {
    this.output =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
              destroyed.await();
              return -1;
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    this.errors = errors;
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return errors;
  }

  @Override
  public int waitFor() throws InterruptedException {
    destroyed.await();
    return KILLED;
  }

  @Override
  public int exitValue() {
    if (!isDestroyed()) {
      throw new IllegalThreadStateException();
    }
    return KILLED;
  }

  @Override
  public void destroy() {
    destroyed.countDown();
  }

  boolean isDestroyed() {
    return destroyed.getCount() == 0;
  }
}
