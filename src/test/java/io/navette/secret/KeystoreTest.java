package io.navette.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeystoreTest {
  private static final Map<String, String> PASSPHRASE =
      Map.of("NAVETTE_PASSPHRASE", "correct horse");
  private static final Secret VALUE = new Secret("p@ss:w/o#rd%é");

  @TempDir Path home;

  private Keystore with(Map<String, String> environment, Prompt prompt) {
    return new Keystore(
        Places.of(Map.of("NAVETTE_HOME", place().toString()), home, Optional.empty()),
        new Unlockers(environment, Optional.empty(), prompt));
  }

  private Path place() {
    return home.resolve("private");
  }

  private Keystore with(Map<String, String> environment) {
    return with(environment, Prompt.none());
  }

  private Keystore made() {
    Keystore keystore = with(PASSPHRASE);
    keystore.init(keystore.unlockers().given().findFirst().orElseThrow());
    return keystore;
  }

  private static AbstractThrowableAssert<?, ?> refuses(ThrowingCallable call, String remedy) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.Configuration.class, failure -> assertThat(failure.remedy()).contains(remedy))
        .hasMessageNotContaining("correct horse")
        .hasMessageNotContaining(VALUE.reveal());
  }

  @Test
  void keepsSecretsInAPrivateFileThatHoldsNoneReadably() throws IOException {
    Keystore keystore = made();
    keystore.set("erp.password", VALUE);
    Keystore again = with(PASSPHRASE);
    assertThat(again.find("erp.password")).contains(VALUE);
    assertThat(again.find("other")).isEmpty();
    assertThat(again.names()).containsExactly("erp.password");
    assertThat(mode(keystore.file())).isEqualTo("rw-------");
    assertThat(mode(place())).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(place())) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain("erp.password", "correct horse", VALUE.reveal());
        assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void eachThingThatGoesWrongHasItsOwnMessageAndRemedy() throws IOException {
    refuses(() -> with(PASSPHRASE).find("a"), "keystore init").hasMessageContaining("no keystore");
    refuses(() -> with(PASSPHRASE).set("a", VALUE), "keystore init");
    Keystore keystore = made();
    refuses(this::made, "keystore list").hasMessageContaining("already");
    refuses(() -> keystore.require("nope"), "keystore set nope")
        .hasMessageContaining("no secret nope");
    refuses(() -> keystore.remove("nope"), "keystore set nope");
    refuses(() -> with(Map.of()).names(), "NAVETTE_PASSPHRASE_FILE").hasMessageContaining("locked");
    refuses(() -> with(Map.of("NAVETTE_PASSPHRASE", "wrong1")).names(), "key slot: passphrase")
        .hasMessageContaining("NAVETTE_PASSPHRASE: wrong")
        .hasMessageNotContaining("wrong1");
    byte[] bytes = Files.readAllBytes(keystore.file());
    for (int at : new int[] {0, 30, 120, bytes.length - 1}) {
      byte[] broken = bytes.clone();
      broken[at] ^= 1;
      Files.write(keystore.file(), broken);
      refuses(() -> with(PASSPHRASE).names(), ".previous").hasMessageContaining("damaged");
    }
    Files.write(keystore.file(), new byte[0]);
    refuses(() -> with(PASSPHRASE).names(), ".previous").hasMessageContaining("damaged");
  }

  @Test
  void refusesFilesThatOthersMayRead() throws IOException {
    Keystore keystore = made();
    Files.setPosixFilePermissions(keystore.file(), PosixFilePermissions.fromString("rw-r-----"));
    refuses(() -> with(PASSPHRASE).names(), "chmod 600");
    Path key = home.resolve("key");
    Unlocker.createKeyFile(key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw----r--"));
    refuses(() -> with(Map.of("NAVETTE_KEY_FILE", key.toString())).names(), "chmod 600");
  }

  @Test
  void unlocksInEachWay() throws IOException {
    Keystore keystore = made();
    keystore.set("a", VALUE);
    Path key = home.resolve("key");
    Unlocker.createKeyFile(key);
    keystore.addSlot("robot", Unlocker.keyFile("test", key));
    Path credentials = Files.createDirectory(home.resolve("credentials"));
    Files.write(credentials.resolve("navette.key"), Slot.random(40));
    keystore.addSlot("unit", Unlocker.systemd(credentials.resolve("navette.key")));
    Path passphrase = home.resolve("passphrase");
    PrivateFiles.create(passphrase, "correct horse\nignored".getBytes(StandardCharsets.UTF_8));
    for (Map<String, String> environment :
        List.of(
            Map.of("NAVETTE_KEY_FILE", key.toString(), "NAVETTE_PASSPHRASE", "wrong"),
            Map.of("CREDENTIALS_DIRECTORY", credentials.toString()),
            Map.of("NAVETTE_PASSPHRASE_FILE", passphrase.toString()),
            Map.of("NAVETTE_PASSPHRASE_COMMAND", "echo correct' 'horse; echo more"))) {
      assertThat(with(environment).find("a")).as(environment.toString()).contains(VALUE);
    }
    Prompt prompt = message -> Optional.of("correct horse".toCharArray());
    assertThat(with(Map.of(), prompt).find("a")).contains(VALUE);
    refuses(() -> with(Map.of("NAVETTE_PASSPHRASE_COMMAND", "exit 3")).names(), "run the command");
  }

  @Test
  void slotsChangeWithoutTouchingSecretsAndTheLastStays() {
    Keystore keystore = made();
    keystore.set("a", VALUE);
    keystore.addSlot("second", Unlocker.passphrase("test", "other words".toCharArray()));
    refuses(
        () -> keystore.addSlot("second", Unlocker.passphrase("test", "x".toCharArray())), "--name");
    keystore.removeSlot("passphrase");
    assertThat(keystore.slots()).containsExactly(new KeySlot("second", SlotKind.PASSPHRASE));
    refuses(() -> keystore.removeSlot("second"), "slot add").hasMessageContaining("last");
    refuses(() -> keystore.removeSlot("none"), "slot list");
    refuses(() -> with(PASSPHRASE).names(), "second");
    assertThat(with(Map.of("NAVETTE_PASSPHRASE", "other words")).find("a")).contains(VALUE);
  }

  @Test
  void rotationDropsASlotOnlyWithConsent() throws IOException {
    Keystore keystore = made();
    keystore.set("a", VALUE);
    keystore.addSlot("away", Unlocker.passphrase("test", "other words".toCharArray()));
    byte[] before = Files.readAllBytes(keystore.file());
    refuses(() -> keystore.rotate(Set.of()), "--drop-slot away").hasMessageContaining("away");
    assertThat(keystore.file()).hasBinaryContent(before);
    assertThat(keystore.rotate(Set.of("away"))).containsExactly("away");
    assertThat(with(PASSPHRASE).find("a")).contains(VALUE);
    refuses(() -> with(Map.of("NAVETTE_PASSPHRASE", "other words")).names(), "passphrase");
  }

  @Test
  void thePreviousFileCanBePutBack() throws IOException {
    Keystore keystore = made();
    keystore.set("a", VALUE);
    keystore.rotate(Set.of());
    keystore.remove("a");
    assertThat(with(PASSPHRASE).names()).isEmpty();
    Path previous = place().resolve("keystore.bcfks.previous");
    Files.copy(previous, keystore.file(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(with(PASSPHRASE).find("a")).contains(VALUE);
  }

  @Test
  void leftoversOfAKilledWriteAreIgnoredAndOverwritten() throws IOException {
    Keystore keystore = made();
    keystore.set("a", VALUE);
    Files.writeString(place().resolve("keystore.bcfks.new"), "half");
    Files.writeString(place().resolve("keystore.bcfks.previous.new"), "half");
    assertThat(with(PASSPHRASE).find("a")).contains(VALUE);
    with(PASSPHRASE).set("b", VALUE);
    assertThat(with(PASSPHRASE).names()).containsExactly("a", "b");
    assertThat(place().resolve("keystore.bcfks.new")).doesNotExist();
    assertThat(place().resolve("keystore.bcfks.previous.new")).doesNotExist();
  }

  @Test
  void writersAtTheSameTimeLoseNothing() throws Exception {
    made();
    List<Thread> threads = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "w" + writer;
      threads.add(Thread.ofPlatform().start(() -> write(name)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(with(PASSPHRASE).names()).hasSize(12);
  }

  private void write(String name) {
    Keystore keystore = with(PASSPHRASE);
    for (int number = 0; number < 3; number++) {
      keystore.set(name + "." + number, VALUE);
    }
  }

  @Test
  void processesAtTheSameTimeLoseNothing() throws Exception {
    made();
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("p", "q")) {
      ProcessBuilder java =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  place().toString(),
                  name)
              .inheritIO();
      java.environment().putAll(PASSPHRASE);
      processes.add(java.start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(with(PASSPHRASE).names()).hasSize(10);
  }

  /** Another process that writes. */
  static final class Writer {
    public static void main(String[] arguments) {
      Keystore keystore =
          new Keystore(
              Places.of(Map.of("NAVETTE_HOME", arguments[0]), Path.of("/"), Optional.empty()),
              new Unlockers(System.getenv(), Optional.empty(), Prompt.none()));
      for (int number = 0; number < 5; number++) {
        keystore.set(arguments[1] + "." + number, VALUE);
      }
    }
  }

  @Test
  void printsNoSecret() {
    Keystore keystore = made();
    keystore.set("a", VALUE);
    assertThat(
            keystore.slots().toString()
                + keystore.find("a")
                + keystore.unlockers().given().toList())
        .doesNotContain(VALUE.reveal())
        .doesNotContain("correct horse");
  }
}
