package left4me.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows a caller is a class of this package, which the build compiles. */
final class ReadmeTest {

  @Test
  void theExampleIsTheClassThatIsTested() throws Exception {
    Matcher example =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(example.find()).isTrue();
    String source = Files.readString(Path.of("src/test/java/left4me/example/Example.java"));
    assertThat("package left4me.example;\n\n" + example.group(1)).isEqualTo(source);
    assertThat(example.find()).as("another one, which nobody tests").isFalse();
  }
}
