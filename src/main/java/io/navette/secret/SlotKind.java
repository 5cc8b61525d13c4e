package io.navette.secret;

/** What opens a key slot. */
public enum SlotKind {
  PASSPHRASE("passphrase"),
  KEY_FILE("key-file"),
  SYSTEMD("systemd");

  private final String label;

  SlotKind(String label) {
    this.label = label;
  }

  /** As written in the file and in commands; also the usual name of such a slot. */
  public String label() {
    return label;
  }

  static SlotKind of(String label) {
    for (SlotKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(label);
  }
}
