/** Which slices a stream is read in. */
@NullMarked
package io.navette.connector.rest.partition;

import org.jspecify.annotations.NullMarked;
