package left4me.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldersTest {

  /** A folder on a disk that fails after its first entry. */
  private record Failing(IOException failure) implements DirectoryStream<Path> {

    @Override
    public Iterator<Path> iterator() {
      Iterator<Path> first = List.of(Path.of("alpha")).iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          if (!first.hasNext()) {
            throw new DirectoryIteratorException(failure);
          }
          return true;
        }

        @Override
        public Path next() {
          return first.next();
        }
      };
    }

    @Override
    public void close() {}
  }

  @Test
  void aFolderThatCannotBeReadToItsEndIsAFailureOfItsFileSystem() {
    IOException failure = new IOException("Input/output error");

    assertThatThrownBy(() -> Folders.forEachOf(new Failing(failure), name -> {})).isSameAs(failure);
  }
}
