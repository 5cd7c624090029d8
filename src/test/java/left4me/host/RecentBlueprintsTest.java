package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecentBlueprintsTest {

  private final RecentBlueprints recent = new RecentBlueprints();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("spec.yaml"), "port: 27015\n");
  }

  @Test
  void whatHasTheSameTextIsNotParsedAgain() throws Exception {
    assertThat(recent.read(file)).isSameAs(recent.read(file)).isEqualTo(Blueprint.read(file));
  }

  @Test
  void aTextThatWasChangedInPlaceIsReadAnew() throws Exception {
    recent.read(file);
    var before = Files.getLastModifiedTime(file);
    Files.writeString(file, "port: 27016\n");
    Files.setLastModifiedTime(file, before);
    assertThat(recent.read(file).port()).isEqualTo(27016);
  }

  @Test
  void eachFileHasItsOwn() throws Exception {
    Path other = Files.writeString(folder.resolve("other.yaml"), "port: 27020\n");
    Blueprint first = recent.read(file);
    assertThat(recent.read(other).port()).isEqualTo(27020);
    assertThat(recent.read(file)).isSameAs(first);
  }

  @Test
  void whatIsNoBlueprintAnyMoreIsRefused() throws Exception {
    recent.read(file);
    Files.writeString(file, "port: none\n");
    assertThatThrownBy(() -> recent.read(file))
        .isInstanceOf(BlueprintException.class)
        .hasMessageContaining(file.toString());
    Files.delete(file);
    assertThatThrownBy(() -> recent.read(file)).hasMessageContaining("no such file");
  }

  @Test
  void aLongOneIsNotKept() throws Exception {
    Files.writeString(file, ofLength(RecentBlueprints.LONGEST));
    assertThat(recent.read(file)).isSameAs(recent.read(file));
    Files.writeString(file, ofLength(RecentBlueprints.LONGEST + 1));
    assertThat(recent.read(file)).isNotSameAs(recent.read(file)).isEqualTo(recent.read(file));
  }

  @Test
  void moreThanAThousandAreForgotten() throws Exception {
    Blueprint first = recent.read(file);
    for (int i = 1; i < RecentBlueprints.MOST; i++) {
      recent.read(numbered(i));
    }
    assertThat(recent.read(file)).isSameAs(first);
    Files.writeString(numbered(1), "port: 27016\n");
    recent.read(folder.resolve("1.yaml"));
    assertThat(recent.read(file)).as("one of them that is new is not one more").isSameAs(first);
    recent.read(numbered(RecentBlueprints.MOST));
    assertThat(recent.read(file)).isNotSameAs(first).isEqualTo(first);
  }

  private Path numbered(int number) throws Exception {
    return Files.writeString(folder.resolve(number + ".yaml"), "port: 27015\n");
  }

  private static String ofLength(int characters) {
    String port = "port: 27015\n#";
    return port + "x".repeat(characters - port.length());
  }
}
