/**
 * What all file connectors share: where streams are found, passes over a file with cursor and
 * resume, and files that change all at once or not at all. Formats are sub-packages.
 */
@NullMarked
package io.navette.connector.file;

import org.jspecify.annotations.NullMarked;
