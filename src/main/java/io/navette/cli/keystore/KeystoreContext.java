package io.navette.cli.keystore;

import io.navette.console.Console;
import io.navette.secret.Keystore;
import io.navette.secret.Prompt;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What the commands work with; suppliers are asked once the command line was parsed.
 *
 * @param prompt asks unseen, or answers nothing when nobody can be asked
 * @param folder where relative paths begin
 */
public record KeystoreContext(
    Supplier<Keystore> keystore,
    Supplier<Console> console,
    InputStream in,
    Prompt prompt,
    Path folder) {}
