/** The ways to prove to a remote who we are. */
@NullMarked
package io.navette.http.auth;

import org.jspecify.annotations.NullMarked;
