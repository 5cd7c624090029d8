package left4me.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each integration test, before it does anything, where it is not in the lab: it makes users,
 * mounts, and fills /var/lib/left4me of whatever machine it runs on. Registered for all tests.
 */
public final class LabOnly implements BeforeAllCallback {

  /** Where systemd-nspawn tells a host that it is one of its own ({@code systemd-nspawn(1)}). */
  private static final Path CONTAINER = Path.of("/run/host/container-manager");

  private final Path container;

  /** For JUnit. */
  public LabOnly() {
    this(CONTAINER);
  }

  LabOnly(Path container) {
    this.container = container;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    check(context.getRequiredTestClass());
  }

  /**
   * Checks a class.
   *
   * @throws IllegalStateException if it is an integration test, and this is not the lab
   */
  void check(Class<?> test) {
    Class<?> outermost = test;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    if (outermost.getSimpleName().endsWith("IT") && !Files.exists(container)) {
      throw new IllegalStateException(
          test.getSimpleName()
              + " changes the host that it runs on, and this is none of the lab's: "
              + container
              + " is not there. Run src/lab/test -Dit.test="
              + outermost.getSimpleName());
    }
  }
}
