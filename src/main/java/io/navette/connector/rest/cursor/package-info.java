/** How far a stream was read, and from where it goes on. */
@NullMarked
package io.navette.connector.rest.cursor;

import org.jspecify.annotations.NullMarked;
