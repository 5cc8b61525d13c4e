/** Web APIs, read as a manifest describes them. */
@NullMarked
package io.navette.connector.rest;

import org.jspecify.annotations.NullMarked;
