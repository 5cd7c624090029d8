package left4me.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an instance is made from: the content of {@code spec.yaml}. Immutable.
 *
 * <pre>
 * port: 27015                       # required, 1..65535
 * arguments: ["-tickrate", "100"]   # optional, a list of strings
 * config:                           # optional, lines of server.cfg
 *   - hostname "alpha"
 * overlays:                         # optional, topmost first
 *   - path: competitive/zonemod     # below overlays/
 *     alias: zonemod                # optional
 * </pre>
 *
 * @param port the UDP port that the server answers on
 * @param arguments what the server's command line carries besides, in order
 * @param config the lines of {@code server.cfg}, in order
 * @param overlays the layers over the installation, topmost first
 * @param source the text that the blueprint was read from, kept as {@code spec.yaml}
 */
public record Blueprint(
    int port, List<String> arguments, List<String> config, List<Overlay> overlays, String source) {

  /** The largest blueprint that is read, in bytes. */
  public static final int SIZE_LIMIT = 1 << 20;

  /** What left4me-server@.service lets a server bind. */
  private static final int FIRST_PORT = 27000;

  private static final int LAST_PORT = 27999;

  /** What goes with {@link #read(InputStream, String)}, in words of the command line. */
  private static final String AS_A_STREAM = "give its text by standard input: -";

  /**
   * Copies the lists. {@link #read} and {@link #parse} are what checks them; {@link
   * Left4meHost#initialize} refuses a blueprint that is not what its source says.
   */
  public Blueprint {
    arguments = List.copyOf(arguments);
    config = List.copyOf(config);
    overlays = List.copyOf(overlays);
  }

  /**
   * A layer of content.
   *
   * @param path where it is below {@code overlays/}, in its normal form: {@code maps}, also where
   *     the text has {@code ./maps/}; if it is not of ASCII alone, Java has to be started in a
   *     locale that has its characters, such as {@code C.UTF-8}
   * @param alias if present, the layer's own {@code server.cfg} is staged as {@code
   *     server_<alias>.cfg}
   */
  public record Overlay(String path, Optional<String> alias) {}

  /**
   * Reads a blueprint from a file.
   *
   * @param file the file, in UTF-8
   * @return the blueprint
   * @throws BlueprintException if it is not a blueprint, is larger than {@link #SIZE_LIMIT}, or
   *     cannot be read
   */
  public static Blueprint read(Path file) throws BlueprintException {
    return parse(text(file), file.toString());
  }

  /** What a file holds, as {@link #read(Path)} reads it. */
  static String text(Path file) throws BlueprintException {
    String name = file.toString();
    try {
      // Fails where there is none, or it is in a folder that may not be looked into.
      BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
      if (kind.isDirectory()) {
        throw new BlueprintException(name, "a folder, not a file");
      }
      if (!kind.isRegularFile()) {
        throw new BlueprintException(name, "not a regular file; " + AS_A_STREAM);
      }
      try (InputStream content = Files.newInputStream(file)) {
        return text(content, name);
      }
    } catch (NoSuchFileException e) {
      throw new BlueprintException(name, "no such file");
    } catch (AccessDeniedException e) {
      throw new BlueprintException(
          name,
          "user "
              + System.getProperty("user.name")
              + " may not read it, or look into its folder; "
              + AS_A_STREAM
              + " < "
              + name);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads a blueprint from a stream, to its end.
   *
   * @param content the text, in UTF-8; it is not closed
   * @param sourceName what messages call it
   * @return the blueprint
   * @throws BlueprintException if it is not a blueprint, is larger than {@link #SIZE_LIMIT}, or
   *     cannot be read
   */
  public static Blueprint read(InputStream content, String sourceName) throws BlueprintException {
    return parse(text(content, sourceName), sourceName);
  }

  private static String text(InputStream content, String sourceName) throws BlueprintException {
    try {
      byte[] bytes = content.readNBytes(SIZE_LIMIT + 1);
      if (bytes.length > SIZE_LIMIT) {
        throw tooLarge(sourceName);
      }
      // Refuses what is no UTF-8, of which a string would be made with marks in its place.
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BlueprintException(sourceName, "not a text in UTF-8");
    } catch (IOException e) {
      throw unreadable(sourceName, e);
    }
  }

  private static BlueprintException tooLarge(String name) {
    return new BlueprintException(name, "larger than " + SIZE_LIMIT + " bytes");
  }

  private static BlueprintException unreadable(String name, IOException e) {
    return new BlueprintException(name, "cannot be read: " + IoErrors.describe(e));
  }

  /**
   * Reads a blueprint from a text.
   *
   * @param text the text
   * @param sourceName what messages call it
   * @return the blueprint
   * @throws BlueprintException if it is not a blueprint, or in UTF-8 larger than {@link
   *     #SIZE_LIMIT}
   */
  public static Blueprint parse(String text, String sourceName) throws BlueprintException {
    if (text.length() > SIZE_LIMIT || text.getBytes(UTF_8).length > SIZE_LIMIT) {
      throw tooLarge(sourceName);
    }
    return new BlueprintReader(sourceName).read(text);
  }

  /**
   * What there is to know of the port before a server is started on it, in a sentence; empty if
   * nothing: the unit lets servers bind 27000 to 27999, and a drop-in of the administrator's more.
   */
  public Optional<String> portNote() {
    return port >= FIRST_PORT && port <= LAST_PORT
        ? Optional.empty()
        : Optional.of(
            "Port "
                + port
                + " is outside "
                + FIRST_PORT
                + "-"
                + LAST_PORT
                + ": the unit lets no server bind it unless a drop-in of yours allows it");
  }

  /** The aliases in use; each once, as no blueprint has one twice. */
  Set<String> aliases() {
    Set<String> aliases = new HashSet<>();
    overlays.forEach(overlay -> overlay.alias().ifPresent(aliases::add));
    return aliases;
  }

  /** The layers below the root, topmost first, the installation last. */
  List<Path> layers(Path root) {
    List<Path> layers = new ArrayList<>();
    overlays.forEach(overlay -> layers.add(root.resolve("overlays").resolve(overlay.path())));
    layers.add(root.resolve("installation"));
    return layers;
  }
}
