package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.io.TempDir;

/** Which tests run where. */
final class LabOnlyTest {

  @TempDir Path folder;

  /** Has the name of an integration test. */
  private static final class SomeIT {}

  @Test
  void anIntegrationTestIsRefusedOutsideOfTheLab() {
    LabOnly outside = new LabOnly(folder.resolve("container-manager"));

    assertThatThrownBy(() -> outside.check(PackageIT.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("src/lab/test -Dit.test=PackageIT");
  }

  @Test
  void andTakenInside() throws Exception {
    LabOnly inside = new LabOnly(Files.createFile(folder.resolve("container-manager")));

    assertThatCode(() -> inside.check(PackageIT.class)).doesNotThrowAnyException();
  }

  @Test
  void aUnitTestIsTakenAnywhere() {
    LabOnly outside = new LabOnly(folder.resolve("container-manager"));

    assertThatCode(() -> outside.check(getClass())).doesNotThrowAnyException();
    assertThatCode(() -> outside.check(SomeIT.class)).doesNotThrowAnyException();
  }

  @Test
  void allTestsAreAsked() throws Exception {
    Properties settings = new Properties();
    try (var file = getClass().getResourceAsStream("/junit-platform.properties")) {
      settings.load(Objects.requireNonNull(file));
    }

    assertThat(settings).containsEntry("junit.jupiter.extensions.autodetection.enabled", "true");
    assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(LabOnly.class);
  }
}
