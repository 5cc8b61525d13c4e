package io.navette.secret.remote;

import io.navette.failure.Failure;

/**
 * A reference that is being fetched, and the failures it can end in.
 *
 * @param where file, line and setting
 */
record Asked(String service, String name, String where) {

  /** How messages begin. */
  String label() {
    return where + ": ${" + service + ":" + name + "}";
  }

  /** The name without what stands behind its last {@code #}. */
  String path() {
    int hash = name.lastIndexOf('#');
    return hash < 0 ? name : name.substring(0, hash);
  }

  /** What stands behind the last {@code #}; empty for none. */
  String key() {
    int hash = name.lastIndexOf('#');
    return hash < 0 ? "" : name.substring(hash + 1);
  }

  /** The reference, or what surrounds it, must change. */
  Failure wrong(String what, String remedy) {
    return new Failure.Configuration(label() + ": " + what, remedy);
  }

  Failure denied(String what, String remedy) {
    return new Failure.Access(label() + ": " + what, remedy);
  }

  Failure failing(String what, String remedy) {
    return new Failure.Remote(label() + ": " + what, remedy);
  }
}
