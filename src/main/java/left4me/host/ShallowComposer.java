package left4me.host;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes the node tree of a YAML text that is not deep. The composer calls itself for each level,
 * and has no limit: a text of some kilobytes would use up a thread's stack. For one text; not
 * thread-safe.
 */
final class ShallowComposer extends Composer {

  /** A blueprint has four. */
  private static final int DEPTH_LIMIT = 10;

  private int depth;

  ShallowComposer(LoadSettings settings, String text) {
    super(settings, new ParserImpl(settings, new StreamReader(settings, text)));
  }

  @Override
  protected SequenceNode composeSequenceNode(Optional<Anchor> anchor) {
    goDeeper();
    SequenceNode node = super.composeSequenceNode(anchor);
    depth--;
    return node;
  }

  @Override
  protected Node composeMappingNode(Optional<Anchor> anchor) {
    goDeeper();
    Node node = super.composeMappingNode(anchor);
    depth--;
    return node;
  }

  private void goDeeper() {
    depth++;
    if (depth > DEPTH_LIMIT) {
      throw new ComposerException(
          "lists and keys in one another, more than " + DEPTH_LIMIT + " deep",
          parser.peekEvent().getStartMark());
    }
  }
}
