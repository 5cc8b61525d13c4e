/** What tests of several packages share. */
@NullMarked
package io.navette.testing;

import org.jspecify.annotations.NullMarked;
