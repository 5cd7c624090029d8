package left4me.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import left4me.instance.Lowerdirs;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a blueprint from the node tree of its YAML, which knows lines, and never makes an object of
 * it: no tag can name a type. For one text; not thread-safe.
 */
final class BlueprintReader {

  private static final Set<String> KEYS = Set.of("port", "arguments", "config", "overlays");
  private static final Set<String> OVERLAY_KEYS = Set.of("path", "alias");

  /**
   * The name of a file has 255 bytes at most, of which {@code .server_<alias>.cfg.new}, the longest
   * that {@link Staging} gives one, has 16 without the alias. That leaves 239; some are to spare.
   */
  private static final int ALIAS_LIMIT = 200;

  private static final Pattern ALIAS =
      Pattern.compile("[a-z0-9][a-z0-9_-]{0," + (ALIAS_LIMIT - 1) + "}");

  /** The installation is a layer, too. */
  private static final int OVERLAYS_LIMIT = Lowerdirs.LIMIT - 1;

  /** Linux's PATH_MAX leaves the rest of it to the root. */
  private static final int PATH_LIMIT = 2048;

  private final String source;
  private final BlueprintStrings strings = new BlueprintStrings();

  BlueprintReader(String source) {
    this.source = source;
  }

  Blueprint read(String text) throws BlueprintException {
    Map<String, Node> keys = mapping(root(text), "a blueprint", KEYS);
    Node port = keys.get("port");
    if (port == null) {
      throw new BlueprintException(source, 1, "port: missing; expected an integer from 1 to 65535");
    }
    return new Blueprint(
        port(port),
        strings(keys.get("arguments"), "arguments"),
        strings(keys.get("config"), "config"),
        overlays(keys.get("overlays")),
        text);
  }

  private Node root(String text) throws BlueprintException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setCodePointLimit(Blueprint.SIZE_LIMIT)
            .setMaxAliasesForCollections(10)
            .setAllowRecursiveKeys(false)
            .build();
    try {
      return new ShallowComposer(settings, text)
          .getSingleNode()
          .orElseThrow(() -> new BlueprintException(source, 1, "empty; expected a blueprint"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new BlueprintException(
          source, line, "cannot be read as YAML: " + OneLine.of(e.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The second is what the library's own checks let through: a character FFFFFFFF, a tag !%1.
      throw new BlueprintException(
          source, "cannot be read as YAML: " + OneLine.shortened(e.getMessage()));
    }
  }

  private int port(Node node) throws BlueprintException {
    String expected = "port: expected an integer from 1 to 65535";
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)) {
      throw wrong(node, expected);
    }
    try {
      int port = Integer.parseInt(scalar.getValue());
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // an integer of YAML's that is none of ours, such as 0x10: falls through to the refusal
    }
    throw wrong(node, expected);
  }

  private List<Blueprint.Overlay> overlays(@Nullable Node node) throws BlueprintException {
    List<Blueprint.Overlay> overlays = new ArrayList<>();
    Map<String, Node> aliases = new HashMap<>();
    List<String> paths = new ArrayList<>();
    for (Node item : items(node, "overlays", "a list of path and alias")) {
      if (overlays.size() == OVERLAYS_LIMIT) {
        throw at(
            item,
            "overlays: more than "
                + OVERLAYS_LIMIT
                + "; the kernel stacks "
                + Lowerdirs.LIMIT
                + " layers, the installation included");
      }
      Map<String, Node> keys = mapping(item, "overlays", OVERLAY_KEYS);
      Node pathNode = keys.get("path");
      if (pathNode == null) {
        throw wrong(item, "overlays: path is missing; expected a folder below overlays/");
      }
      String path = overlayPath(pathNode);
      for (String other : paths) {
        if (isSameOrBelow(path, other) || isSameOrBelow(other, path)) {
          throw at(
              pathNode,
              "overlays: path "
                  + path
                  + (path.equals(other)
                      ? " is in this list twice"
                      : " overlaps with " + other + " of this list"));
        }
      }
      paths.add(path);
      Node aliasNode = keys.get("alias");
      Optional<String> alias = Optional.empty();
      if (aliasNode != null) {
        alias = Optional.of(alias(aliasNode));
        if (aliases.putIfAbsent(alias.get(), aliasNode) != null) {
          throw wrong(
              aliasNode, "overlays: alias " + alias.get() + " is used twice; expected one each");
        }
      }
      overlays.add(new Blueprint.Overlay(path, alias));
    }
    return overlays;
  }

  /** Gives the path without what says nothing, such as the slash that shells complete it with. */
  private String overlayPath(Node node) throws BlueprintException {
    String expected =
        "overlays: path: expected a folder below overlays/, relative, without '..', ':' and control"
            + " characters";
    String path = string(node, expected);
    if (path.length() > PATH_LIMIT
        || path.startsWith("/")
        || path.indexOf(':') >= 0
        || path.chars().anyMatch(Character::isISOControl)) {
      throw wrong(node, expected);
    }
    List<String> components =
        Arrays.stream(path.split("/", -1))
            .filter(component -> !component.isEmpty() && !component.equals("."))
            .toList();
    if (components.isEmpty() || components.contains("..")) {
      throw wrong(node, expected);
    }
    String normal = String.join("/", components);
    requireName(normal, node);
    return normal;
  }

  /** Java names no file but in the characters of the locale that it was started in. */
  private void requireName(String path, Node node) throws BlueprintException {
    try {
      var _ = Path.of(path);
    } catch (InvalidPathException e) {
      throw wrong(
          node,
          "overlays: path: this program's locale has not all of its characters; start it with"
              + " LC_ALL=C.UTF-8");
    }
  }

  /** The kernel refuses layers that lie in one another. */
  private static boolean isSameOrBelow(String path, String other) {
    return path.equals(other) || path.startsWith(other + "/");
  }

  private String alias(Node node) throws BlueprintException {
    String expected =
        "overlays: alias: expected 1 to "
            + ALIAS_LIMIT
            + " of a-z, 0-9, '_', '-', none of the two first";
    String alias = string(node, expected);
    if (!ALIAS.matcher(alias).matches()) {
      throw wrong(node, expected);
    }
    return alias;
  }

  private List<String> strings(@Nullable Node node, String key) throws BlueprintException {
    List<String> strings = new ArrayList<>();
    for (Node item : items(node, key, "a list of strings")) {
      strings.add(string(item, key + ": expected a string of one line"));
    }
    return strings;
  }

  private String string(Node node, String expected) throws BlueprintException {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
      throw wrong(node, expected + inQuotes(node));
    }
    String value = scalar.getValue();
    Optional<String> fault = strings.fault(value);
    if (fault.isPresent()) {
      throw wrong(node, expected + "; " + fault.get());
    }
    return value;
  }

  /** Why what reads as a string may be none: YAML takes it for something else. */
  private static String inQuotes(Node node) {
    return switch (node) {
      case ScalarNode scalar -> " (a number, true, false or null goes in quotes)";
      case MappingNode mapping -> " (what has a colon and a blank goes in quotes)";
      default -> "";
    };
  }

  private List<Node> items(@Nullable Node node, String key, String expected)
      throws BlueprintException {
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence) || !sequence.getTag().equals(Tag.SEQ)) {
      throw wrong(node, key + ": expected " + expected);
    }
    return sequence.getValue();
  }

  private Map<String, Node> mapping(Node node, String key, Set<String> known)
      throws BlueprintException {
    String expected =
        key + ": expected keys " + String.join(", ", known.stream().sorted().toList());
    if (!(node instanceof MappingNode mapping) || !mapping.getTag().equals(Tag.MAP)) {
      throw wrong(node, expected);
    }
    Map<String, Node> values = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name =
          tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(no text)";
      if (!known.contains(name)) {
        throw at(tuple.getKeyNode(), "unknown key " + OneLine.shortened(name) + "; " + expected);
      }
      if (values.put(name, tuple.getValueNode()) != null) {
        throw at(tuple.getKeyNode(), "key " + name + " stands twice; expected it once");
      }
    }
    return values;
  }

  private BlueprintException wrong(Node node, String problem) {
    String found =
        switch (node) {
          case ScalarNode scalar -> "'" + OneLine.shortened(scalar.getValue()) + "'";
          case MappingNode mapping -> "a key with a value";
          default -> "a list";
        };
    return at(node, problem + ", found " + found);
  }

  private BlueprintException at(Node node, String problem) {
    return node.getStartMark()
        .map(mark -> new BlueprintException(source, mark.getLine() + 1, problem))
        .orElseGet(() -> new BlueprintException(source, problem));
  }
}
