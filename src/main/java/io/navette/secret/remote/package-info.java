/** Secrets that others keep: HashiCorp Vault, AWS, Google, Azure, or any command. */
@NullMarked
package io.navette.secret.remote;

import org.jspecify.annotations.NullMarked;
