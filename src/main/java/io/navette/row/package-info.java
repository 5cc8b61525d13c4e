/** Data only: schemas, columnar batches, bookmarks and rejections. Uses nothing but the JDK. */
@NullMarked
package io.navette.row;

import org.jspecify.annotations.NullMarked;
