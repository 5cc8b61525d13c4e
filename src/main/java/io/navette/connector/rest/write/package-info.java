/** Writes to web APIs as a {@code sink.yaml} describes it. */
@NullMarked
package io.navette.connector.rest.write;

import org.jspecify.annotations.NullMarked;
