/** YAML as a tree of nodes that know where they stand. */
@NullMarked
package io.navette.yaml;

import org.jspecify.annotations.NullMarked;
