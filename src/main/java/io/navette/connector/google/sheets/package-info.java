/** Google Sheets (API v4): a sheet of a spreadsheet is a stream. */
@NullMarked
package io.navette.connector.google.sheets;

import org.jspecify.annotations.NullMarked;
