/**
 * Excel workbooks (ECMA-376, SpreadsheetML): read as a stream of XML events, since POI's model
 * would hold the whole sheet and give formatted texts for numbers; written by POI's streaming
 * workbook.
 */
@NullMarked
package io.navette.connector.file.excel;

import org.jspecify.annotations.NullMarked;
