package io.navette.mapping;

import io.navette.row.RowBatch;

/**
 * A mapped batch, whose rejections name the rows that were refused; {@code skipped} met no filter.
 */
public record Mapped(RowBatch batch, long skipped) {}
