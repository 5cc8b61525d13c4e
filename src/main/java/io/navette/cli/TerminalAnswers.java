package io.navette.cli;

import io.navette.config.ConnectionDraft;
import io.navette.connector.Alternatives;
import io.navette.connector.Alternatives.Way;
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
    ask(draft.missing(), draft, secrets);
    for (Alternatives several : draft.connector().alternatives()) {
      Way way = several.begun(draft::value).orElseGet(() -> way(several));
      way.sets().entrySet().stream()
          .filter(set -> draft.value(set.getKey()).isEmpty())
          .forEach(set -> draft.set(set.getKey(), set.getValue()));
      ask(draft.open(way.needs()), draft, secrets);
      offer(draft.open(way.takes()), draft, secrets);
    }
    offer(draft.openSecrets(), draft, secrets);
  }

  /** Which of several ways; the usual one if nothing is typed. */
  private Way way(Alternatives several) {
    List<String> names = several.ways().stream().map(Way::name).toList();
    several.ways().forEach(way -> prompts().tell("  " + way.name() + " - " + way.description()));
    String name =
        ask(
            several.question() + " (" + String.join(", ", names) + ")",
            Optional.of(names.getFirst()),
            names,
            typed -> names.contains(typed) ? Optional.empty() : Optional.of("one of these"));
    return several.ways().stream().filter(way -> way.name().equals(name)).findFirst().orElseThrow();
  }

  private void ask(List<Setting> settings, ConnectionDraft draft, PendingSecrets secrets) {
    if (settings.stream().anyMatch(setting -> setting.kind() == Setting.Kind.SECRET)) {
      pause();
      secrets.unlock();
    }
    for (Setting setting : settings) {
      if (setting.kind() == Setting.Kind.SECRET) {
        secrets.add(draft.secret(setting.name()), secret(label(setting)));
      } else if (setting.kind() != Setting.Kind.MAP) {
        draft.set(setting.name(), setting(setting));
      }
    }
  }

  /** Asks for what may be left out. */
  private void offer(List<Setting> settings, ConnectionDraft draft, PendingSecrets secrets) {
    for (Setting setting : settings) {
      String label = label(setting) + " (empty for none)";
      if (setting.kind() == Setting.Kind.SECRET) {
        Secret typed = prompts().askSecret(label);
        if (!typed.reveal().isEmpty()) {
          secrets.add(draft.secret(setting.name()), typed);
        }
      } else {
        String typed =
            ask(label, Optional.empty(), setting.choices(), text -> problem(setting, text));
        if (!typed.isEmpty()) {
          draft.set(setting.name(), typed);
        }
      }
    }
  }

  private static Optional<String> problem(Setting setting, String typed) {
    return typed.isEmpty() ? Optional.empty() : ConnectionDraft.problem(setting, typed);
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
