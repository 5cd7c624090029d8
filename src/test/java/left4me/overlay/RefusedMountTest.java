package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each refusal of mount, made while printing only: the checks are the same, and a mistake here
 * mounts nothing.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RefusedMountTest {

  private InstanceFixture instance;

  @BeforeEach
  void initialize(@TempDir Path folder) throws IOException {
    instance = InstanceFixture.in(Files.createDirectory(folder.resolve("root")));
  }

  @AfterEach
  void remove() throws IOException {
    instance.remove("");
  }

  @ParameterizedTest
  @MethodSource({
    RefusalCase.TABLES + "folders",
    RefusalCase.TABLES + "settings",
    RefusalCase.TABLES + "layers",
    RefusalCase.TABLES + "taints"
  })
  void isRefusedInOneLineAndNothingIsWritten(RefusalCase given) throws IOException {
    given.spoiler().spoil(instance);
    List<String> before = instance.snapshot();
    String refusal = instance.print("mount", InstanceFixture.NAME).refusal();
    assertThat(refusal.replace(instance.root().toString(), "ROOT")).isEqualTo(given.expected());
    assertThat(instance.snapshot()).isEqualTo(before);
  }
}
