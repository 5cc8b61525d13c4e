package io.navette.config;

import io.navette.connector.Setting;
import io.navette.secret.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Turns a setting's text into the value its kind stands for. */
final class Convert {
  private Convert() {}

  /**
   * String, Long, Boolean, Secret, Path, Duration or a list of texts. A path stays as written.
   *
   * @throws IllegalArgumentException saying why the text is none
   */
  static Object text(Setting setting, String text) {
    return switch (setting.kind()) {
      case TEXT -> text;
      case INTEGER -> Values.integer(text);
      case BOOLEAN -> Values.flag(text);
      case SECRET -> new Secret(text);
      case PATH -> Path.of(text);
      case DURATION -> Values.duration(text);
      case CHOICE -> choice(setting, text);
      case LIST -> List.of(text);
      case MAP -> throw new IllegalArgumentException("expected a block of keys");
    };
  }

  /** The value of a default, which can hold several of a list. */
  static Object standard(Setting setting, String text) {
    return setting.kind() == Setting.Kind.LIST
        ? Arrays.stream(text.split(",", -1)).map(String::strip).toList()
        : text(setting, text);
  }

  private static String choice(Setting setting, String text) {
    if (!setting.choices().contains(text)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not one of "
              + String.join(", ", setting.choices())
              + Problems.meant(text, setting.choices()).replaceFirst(" \\(known.*", ""));
    }
    return text;
  }
}
