/** Local servers that stand for data warehouses, with H2 behind them. */
@NullMarked
package io.navette.testing.warehouse;

import org.jspecify.annotations.NullMarked;
