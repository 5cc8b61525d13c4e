/** Collections of MongoDB, through its own driver. */
@NullMarked
package io.navette.connector.mongodb;

import org.jspecify.annotations.NullMarked;
