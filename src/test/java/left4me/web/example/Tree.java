package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import java.util.Set;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;

/**
 * Files of the servers' mounted trees.
 *
 * <p>A tree is its server's to change, and a link in it may lead anywhere that the web tier can
 * read. So each folder is opened in the one before it, and no link is followed.
 */
final class Tree {

  private final Path root;

  Tree(Path root) {
    this.root = root;
  }

  /** Answers with a file, as a text whatever it is. */
  void answer(HttpExchange exchange, InstanceName name, List<String> path)
      throws IOException, RefusedException {
    if (path.isEmpty() || !path.stream().allMatch(Tree::isName)) {
      throw RefusedException.nothingThere();
    }
    Path merged = new InstanceFolders(root, name).merged();
    try (var folder = Files.newDirectoryStream(merged)) {
      if (!(folder instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("folders cannot be opened safely here");
      }
      send(exchange, secure, path);
    } catch (FileSystemException | InvalidPathException e) {
      throw RefusedException.nothingThere();
    }
  }

  private static boolean isName(String part) {
    return !part.isEmpty() && !part.equals(".") && !part.equals("..") && part.indexOf('\0') < 0;
  }

  private static void send(
      HttpExchange exchange, SecureDirectoryStream<Path> folder, List<String> path)
      throws IOException, RefusedException {
    Path name = Path.of(path.getFirst());
    if (path.size() > 1) {
      try (var next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        send(exchange, next, path.subList(1, path.size()));
      }
      return;
    }
    // What is no file may keep its reader waiting.
    if (!folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isRegularFile()) {
      throw RefusedException.nothingThere();
    }
    try (InputStream file =
            Channels.newInputStream(
                folder.newByteChannel(
                    name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        OutputStream body = Answer.begin(exchange, "text/plain; charset=utf-8")) {
      file.transferTo(body);
    }
  }
}
