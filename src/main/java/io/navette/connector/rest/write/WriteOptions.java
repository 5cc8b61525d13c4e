package io.navette.connector.rest.write;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a stream sets about its writing.
 *
 * @param operation the one to use instead of the mode's
 * @param resendAll whether rows are sent that are the same as last time
 * @param onUnknown goes before what the operation says
 */
record WriteOptions(
    Optional<String> operation, boolean resendAll, Optional<Operation.OnUnknown> onUnknown) {

  static List<Setting> settings() {
    return List.of(
        Setting.optional(
            "operation",
            Setting.Kind.TEXT,
            "An operation of the object to write with, instead of those of the mode: order.create."),
        Setting.choice(
            "resend",
            "changed",
            List.of("changed", "always"),
            "Whether rows are sent again that are the same as when they were last sent."),
        new Setting(
            "on_unknown_outcome",
            "What is done with rows whose answer was lost and that can't be looked up.",
            Setting.Kind.CHOICE,
            false,
            Optional.empty(),
            List.of("fail", "resend")));
  }

  static WriteOptions of(Settings settings) {
    return new WriteOptions(
        settings.text("operation"),
        settings.text("resend").filter("always"::equals).isPresent(),
        settings
            .text("on_unknown_outcome")
            .map(text -> Operation.OnUnknown.valueOf(text.toUpperCase(Locale.ROOT))));
  }
}
