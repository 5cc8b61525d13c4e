/** Manifests made from simpler settings: an API in ten lines, and the nested files of an API. */
@NullMarked
package io.navette.connector.rest.simple;

import org.jspecify.annotations.NullMarked;
