/**
 * The interfaces every connector implements, and the few types they exchange. Sub-packages
 * implement them and never meet; a capability is a type, found with {@code instanceof}.
 */
@NullMarked
package io.navette.connector;

import org.jspecify.annotations.NullMarked;
