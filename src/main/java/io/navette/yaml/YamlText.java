package io.navette.yaml;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A text of YAML. It becomes nodes and no objects, so no tag can do harm; and SnakeYAML's class for
 * objects looks for a logger in every library.
 */
public final class YamlText {
  private YamlText() {}

  /**
   * The text's nodes; null for a text of comments.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException when it is not YAML, or exceeds a limit
   */
  public static @Nullable Node compose(String text, LoaderOptions limits) {
    return new Composer(
            new ParserImpl(new StreamReader(new StringReader(text)), limits),
            new Resolver(),
            limits)
        .getSingleNode();
  }
}
