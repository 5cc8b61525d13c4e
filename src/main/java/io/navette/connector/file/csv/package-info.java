/** Comma-separated values (RFC 4180) and their relatives. */
@NullMarked
package io.navette.connector.file.csv;

import org.jspecify.annotations.NullMarked;
