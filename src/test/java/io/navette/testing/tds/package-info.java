/**
 * A small SQL Server for tests: Microsoft's driver talks TDS 7.4 to it ([MS-TDS]), and H2 executes
 * what it says. It knows the statements Navette and the driver send; any other is an error.
 */
@NullMarked
package io.navette.testing.tds;

import org.jspecify.annotations.NullMarked;
