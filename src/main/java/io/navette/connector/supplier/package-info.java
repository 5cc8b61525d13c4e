/**
 * Suppliers that publish no API: reached by whatever API they agreed on, or by files in a folder or
 * on an SFTP server. Files are read and written by the file family's connectors, which are handed
 * in.
 */
@NullMarked
package io.navette.connector.supplier;

import org.jspecify.annotations.NullMarked;
