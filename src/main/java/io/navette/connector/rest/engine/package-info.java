/**
 * Runs the streams of a manifest: builds its components, sends its requests, and turns records into
 * rows. The components themselves stand in the packages beside this one.
 */
@NullMarked
package io.navette.connector.rest.engine;

import org.jspecify.annotations.NullMarked;
