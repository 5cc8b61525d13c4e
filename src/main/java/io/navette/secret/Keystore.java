package io.navette.secret;

import io.navette.failure.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The encrypted file of secrets. Opened when first needed, which costs 0.2 s or so; then served
 * from memory. Writes are atomic, keep the file before in {@code .previous} and are serialised with
 * those of other processes. Thread-safe. All failures are {@link Failure.Configuration} with a way
 * out.
 */
public final class Keystore implements SecretStore {
  private static final String COMMAND = "navette connect keystore ";

  /** File locks work between processes only. */
  private static final ReentrantLock WRITING = new ReentrantLock();

  private final Path file;
  private final Unlockers unlockers;
  private @Nullable Opened opened;

  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Opened(KeystoreFile file, byte[] key, SortedMap<String, Secret> secrets) {}

  /** Touches nothing yet. */
  public Keystore(Places places, Unlockers unlockers) {
    this.file = places.keystore();
    this.unlockers = unlockers;
  }

  public Path file() {
    return file;
  }

  /** The ways to unlock that this process was given. */
  public Unlockers unlockers() {
    return unlockers;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /** Creates an empty keystore with one slot; refuses to replace one. */
  public synchronized void init(Unlocker unlocker) {
    PrivateFiles.createFolder(file.toAbsolutePath().resolveSibling(""));
    locked(
        () -> {
          if (exists()) {
            throw new Failure.Configuration(
                "there is a keystore already: " + file, "see what it holds: " + COMMAND + "list");
          }
          byte[] key = Slot.random(32);
          String name = unlocker.kind().label();
          save(
              List.of(Slot.seal(name, unlocker.kind(), unlocker, key)),
              key,
              Collections.emptySortedMap());
        });
  }

  @Override
  public synchronized Optional<Secret> find(String name) {
    return Optional.ofNullable(open().secrets.get(name));
  }

  /** The secret as the file holds it now: another process may just have written it. */
  public synchronized Optional<Secret> current(String name) {
    Opened now = reopen();
    opened = now;
    return Optional.ofNullable(now.secrets.get(name));
  }

  /**
   * Adds or replaces what the program itself came by, durable within milliseconds. What a person
   * changed last stays the file to go back to. For use within {@link #alone}.
   */
  public synchronized void keep(String name, Secret value) {
    checkName(name);
    Pending pending = new Pending(file, name);
    // Under the key of now: another process may have rotated it.
    Opened now = reopen();
    opened = now;
    pending.write(now.key, new Pending.Named(name, value));
    store(name, value);
    pending.delete();
  }

  private void store(String name, Secret value) {
    locked(
        () -> {
          Opened now = reopen();
          SortedMap<String, Secret> secrets = new TreeMap<>(now.secrets);
          secrets.put(name, value);
          save(now.file.slots(), now.key, secrets, PrivateFiles::replaceOnly);
        });
  }

  synchronized Sealing sealing(String purpose) {
    return new Sealing(open().key, purpose);
  }

  /**
   * Does some work while no other thread or process does work of that name with this keystore.
   * Others may read and write it meanwhile. Blocks.
   */
  public <T> T alone(String name, Supplier<T> work) {
    return new Turn(file, name)
        .take(
            () -> {
              settle(name);
              return work.get();
            });
  }

  /** Stores what a run could not before it was killed. */
  private synchronized void settle(String name) {
    Pending pending = new Pending(file, name);
    byte[] unused = pending.seal(open().key, new Pending.Named(name, new Secret("")));
    if (pending.exists()) {
      pending.read(reopen().key).ifPresent(found -> store(found.name(), found.value()));
      pending.delete();
    }
  }

  /** The secret; when missing, a failure that says how to add it. */
  public Secret require(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  private Failure missing(String name) {
    return new Failure.Configuration(
        "the keystore " + file + " has no secret " + name, "add it: " + COMMAND + "set " + name);
  }

  @Override
  public synchronized SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(open().secrets.keySet()));
  }

  public void set(String name, Secret value) {
    setAll(Map.of(name, value));
  }

  /** Adds or replaces all in one write. */
  public synchronized void setAll(Map<String, Secret> added) {
    added.keySet().forEach(Keystore::checkName);
    change(
        secrets -> {
          secrets.putAll(added);
          return secrets;
        });
  }

  private static void checkName(String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_./@-]{0,199}")) {
      throw new Failure.Usage(
          "\"" + name + "\" can't be a secret's name",
          "use letters, digits and . _ - / @, e.g. erp.password");
    }
  }

  /** Fails when it holds no such secret. */
  public synchronized void remove(String name) {
    change(
        secrets -> {
          if (secrets.remove(name) == null) {
            throw missing(name);
          }
          return secrets;
        });
  }

  private void change(UnaryOperator<SortedMap<String, Secret>> change) {
    locked(
        () -> {
          Opened now = reopen();
          save(now.file.slots(), now.key, change.apply(new TreeMap<>(now.secrets)));
        });
  }

  /**
   * Encrypts all secrets anew under a new random key. Each slot is wrapped again by the unlocker
   * that opens it. What a run could not store before it was killed is stored first.
   *
   * @param droppable the slots that may vanish because nothing at hand opens them
   * @return the slots that did vanish
   */
  public synchronized Set<String> rotate(Set<String> droppable) {
    Set<String> dropped = new TreeSet<>();
    locked(
        () -> {
          Opened now = reopen();
          byte[] key = Slot.random(32);
          List<Unlocker> given = rotators();
          List<Slot> kept = new ArrayList<>();
          for (Slot slot : now.file.slots()) {
            given.stream()
                .filter(unlocker -> slot.open(unlocker).isPresent())
                .findFirst()
                .ifPresentOrElse(
                    found -> kept.add(Slot.seal(slot.name(), slot.kind(), found, key)),
                    () -> dropped.add(slot.name()));
          }
          requireConsent(dropped, droppable, kept);
          SortedMap<String, Secret> secrets = new TreeMap<>(now.secrets);
          List<Pending> left = Pending.all(file);
          left.forEach(one -> one.read(now.key).ifPresent(s -> secrets.put(s.name(), s.value())));
          save(kept, key, secrets);
          left.forEach(Pending::delete);
        });
    return dropped;
  }

  private List<Unlocker> rotators() {
    List<Unlocker> given = new ArrayList<>(unlockers.given().toList());
    unlockers.asked("Passphrase of the slots to keep").ifPresent(given::add);
    return given;
  }

  private static void requireConsent(Set<String> dropped, Set<String> droppable, List<Slot> kept) {
    List<String> refused = dropped.stream().filter(name -> !droppable.contains(name)).toList();
    if (!refused.isEmpty() || kept.isEmpty()) {
      throw new Failure.Configuration(
          "nothing at hand opens these key slots, so they can't follow the new key: "
              + String.join(", ", dropped),
          "give their passphrase or key file too, or let them go: "
              + COMMAND
              + "rotate --drop-slot "
              + String.join(" --drop-slot ", refused.isEmpty() ? dropped : refused));
    }
  }

  /** Needs no unlocking. */
  public synchronized List<KeySlot> slots() {
    return load().slots().stream().map(slot -> new KeySlot(slot.name(), slot.kind())).toList();
  }

  /** Adds a way to unlock; one already there unlocks meanwhile. */
  public synchronized void addSlot(String name, Unlocker unlocker) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new Failure.Usage(
          "\"" + name + "\" can't be a slot's name", "use letters, digits, dots and dashes");
    }
    locked(
        () -> {
          Opened now = reopen();
          List<Slot> slots = new ArrayList<>(now.file.slots());
          if (slots.stream().anyMatch(slot -> slot.name().equals(name))) {
            throw new Failure.Configuration(
                "there is a key slot " + name + " already", "give another name by --name");
          }
          slots.add(Slot.seal(name, unlocker.kind(), unlocker, now.key));
          save(slots, now.key, now.secrets);
        });
  }

  /** Takes a way to unlock away, never the last. */
  public synchronized void removeSlot(String name) {
    locked(
        () -> {
          Opened now = reopen();
          List<Slot> slots = new ArrayList<>(now.file.slots());
          if (!slots.removeIf(slot -> slot.name().equals(name))) {
            throw new Failure.Configuration(
                "there is no key slot " + name, "see those there are: " + COMMAND + "slot list");
          }
          if (slots.isEmpty()) {
            throw new Failure.Configuration(
                name + " is the last key slot: without it nothing opens the keystore",
                "add another first: " + COMMAND + "slot add");
          }
          save(slots, now.key, now.secrets);
        });
  }

  private void locked(Runnable write) {
    WRITING.lock();
    try {
      if (!Files.isDirectory(file.toAbsolutePath().resolveSibling(""))) {
        throw absent();
      }
      try (FileChannel lock = PrivateFiles.lock(file)) {
        write.run();
        lock.force(false);
      } catch (IOException refused) {
        throw PrivateFiles.failure("unlock " + file, refused);
      }
    } finally {
      WRITING.unlock();
    }
  }

  private void save(List<Slot> slots, byte[] key, SortedMap<String, Secret> secrets) {
    save(slots, key, secrets, PrivateFiles::replace);
  }

  private void save(
      List<Slot> slots,
      byte[] key,
      SortedMap<String, Secret> secrets,
      BiConsumer<Path, byte[]> replacement) {
    KeystoreFile written = new KeystoreFile(slots, Vault.write(key, secrets));
    replacement.accept(file, written.bytes());
    opened = new Opened(written, key, secrets);
  }

  private KeystoreFile load() {
    if (!exists()) {
      throw absent();
    }
    PrivateFiles.requirePrivate(file);
    return KeystoreFile.parse(file, PrivateFiles.read(file));
  }

  private Failure absent() {
    return new Failure.Configuration(
        "there is no keystore " + file, "create it: " + COMMAND + "init");
  }

  private Opened open() {
    Opened known = opened;
    if (known == null) {
      known = unlock(load());
      opened = known;
    }
    return known;
  }

  /** The file as it is now: another process may have written it. */
  private Opened reopen() {
    KeystoreFile now = load();
    Opened known = opened;
    if (known != null) {
      try {
        return new Opened(now, known.key, Vault.read(known.key, now.vault()));
      } catch (IOException rotated) {
        return unlock(now);
      }
    }
    return unlock(now);
  }

  private Opened unlock(KeystoreFile found) {
    byte[] key = key(found);
    try {
      return new Opened(found, key, Vault.read(key, found.vault()));
    } catch (IOException damaged) {
      throw KeystoreFile.damaged(file, "a key slot opens, but the secrets do not");
    }
  }

  private byte[] key(KeystoreFile found) {
    List<Unlocker> tried = new ArrayList<>();
    Optional<byte[]> key =
        unlockers.given().peek(tried::add).flatMap(u -> found.open(u).stream()).findFirst();
    if (key.isEmpty() && tried.isEmpty()) {
      Optional<Unlocker> asked = unlockers.asked("Passphrase of the keystore");
      asked.ifPresent(tried::add);
      key = asked.flatMap(found::open);
    }
    return key.orElseThrow(() -> locked(found, tried));
  }

  private Failure locked(KeystoreFile found, List<Unlocker> tried) {
    String slots = found.slots().stream().map(Slot::name).collect(Collectors.joining(", "));
    if (tried.isEmpty()) {
      return new Failure.Configuration(
          "the keystore " + file + " is locked, and nothing to unlock it was given",
          "set NAVETTE_KEY_FILE, NAVETTE_PASSPHRASE_FILE, NAVETTE_PASSPHRASE_COMMAND or"
              + " NAVETTE_PASSPHRASE, or run it on a terminal; its key slots: "
              + slots);
    }
    return new Failure.Configuration(
        tried.stream().map(Unlocker::toString).collect(Collectors.joining("; "))
            + ": wrong, does not open the keystore "
            + file,
        "give the one that belongs to a key slot: " + slots);
  }
}
