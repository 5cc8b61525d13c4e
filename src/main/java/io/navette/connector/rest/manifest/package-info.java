/** Loads a declarative manifest: references, default types, parameters, refusals. */
@NullMarked
package io.navette.connector.rest.manifest;

import org.jspecify.annotations.NullMarked;
