package io.navette.testing;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A browser whose person agrees to everything: it follows redirects, and ends. */
public final class TestBrowser {
  private TestBrowser() {}

  /** A value of {@code BROWSER} that starts it, a script in the folder. */
  public static String in(Path folder) throws IOException {
    Path script = folder.resolve("browser");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s' -Xmx64m -XX:TieredStopAtLevel=1 -cp '%s' %s "$1"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                TestBrowser.class.getName()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  public static void main(String[] arguments) throws IOException {
    HttpURLConnection page = (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
    System.exit(page.getResponseCode() == 200 ? 0 : 1);
  }
}
