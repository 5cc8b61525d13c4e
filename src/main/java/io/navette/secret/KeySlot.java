package io.navette.secret;

/** A way to unlock a keystore, as shown to people. */
public record KeySlot(String name, SlotKind kind) {}
