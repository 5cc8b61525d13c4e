/** Google's APIs as a server on this machine, for tests. */
@NullMarked
package io.navette.testing.google;

import org.jspecify.annotations.NullMarked;
