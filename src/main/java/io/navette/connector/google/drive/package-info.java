/** Google Drive (API v3): listings as streams, and the rows of its files. */
@NullMarked
package io.navette.connector.google.drive;

import org.jspecify.annotations.NullMarked;
