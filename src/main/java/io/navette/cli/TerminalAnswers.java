package io.navette.cli;

import io.navette.config.ConnectionDraft;
import io.navette.connector.Catalog;
import io.navette.connector.Setting;
import io.navette.console.Prompts;
import io.navette.failure.Failure;
import io.navette.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a person. The terminal is opened at the first question. */
final class TerminalAnswers implements ConnectAnswers {
  private final Supplier<Prompts> opener;
  private @Nullable Prompts open;

  TerminalAnswers(Supplier<Prompts> opener) {
    this.opener = opener;
  }

  private Prompts prompts() {
    Prompts prompts = open;
    if (prompts == null) {
      prompts = opener.get();
      open = prompts;
    }
    return prompts;
  }

  @Override
  public String name(Function<String, Optional<String>> problem) {
    return ask("Name of the connection", Optional.empty(), List.of(), problem);
  }

  @Override
  public String type(Catalog catalog) {
    String known = String.join(", ", catalog.names());
    return ask(
        "Type (" + known + ")",
        Optional.empty(),
        catalog.names(),
        typed ->
            catalog.find(typed).isPresent() ? Optional.empty() : Optional.of("one of " + known));
  }

  @Override
  public List<Secret> secrets(List<String> settings) {
    return settings.stream().map(this::secret).toList();
  }

  private Secret secret(String label) {
    while (true) {
      Secret typed = prompts().askSecret(label);
      if (!typed.reveal().isEmpty()) {
        return typed;
      }
      prompts().tell("  a value is missing");
    }
  }

  @Override
  public void complete(ConnectionDraft draft, PendingSecrets secrets) {
    List<Setting> missing = draft.missing();
    if (missing.stream().anyMatch(setting -> setting.kind() == Setting.Kind.SECRET)) {
      pause();
      secrets.unlock();
    }
    for (Setting setting : missing) {
      if (setting.kind() == Setting.Kind.SECRET) {
        secrets.add(draft.secret(setting.name()), secret(label(setting)));
      } else if (setting.kind() != Setting.Kind.MAP) {
        draft.set(setting.name(), setting(setting));
      }
    }
    for (Setting setting : draft.openSecrets()) {
      Secret typed = prompts().askSecret(label(setting) + " (empty for none)");
      if (!typed.reveal().isEmpty()) {
        secrets.add(draft.secret(setting.name()), typed);
      }
    }
  }

  private static String label(Setting setting) {
    return setting.name() + " - " + setting.description().replaceFirst("\\.$", "");
  }

  private String setting(Setting setting) {
    List<String> choices =
        setting.kind() == Setting.Kind.BOOLEAN ? List.of("true", "false") : setting.choices();
    String more = choices.isEmpty() ? "" : " (" + String.join(", ", choices) + ")";
    return ask(
        label(setting) + more,
        Optional.empty(),
        choices,
        typed -> ConnectionDraft.problem(setting, typed));
  }

  private String ask(
      String label,
      Optional<String> initial,
      List<String> choices,
      Function<String, Optional<String>> problem) {
    return prompts().ask(new Prompts.Question(label, initial, choices, problem));
  }

  @Override
  public void replace(List<String> secrets) {
    for (String secret : secrets) {
      if (!prompts().confirm("The keystore holds another secret " + secret + "; replace it?")) {
        throw new Failure.Interrupted("nothing was saved");
      }
    }
  }

  @Override
  public void close() {
    pause();
  }

  @Override
  public void pause() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
