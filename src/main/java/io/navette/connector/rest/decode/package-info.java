/** From the bytes of a response to plain values. */
@NullMarked
package io.navette.connector.rest.decode;

import org.jspecify.annotations.NullMarked;
