/**
 * YAML to immutable records; reports all problems at once, with file:line:column, key and remedy.
 */
@NullMarked
package io.navette.config;

import org.jspecify.annotations.NullMarked;
