/** JSON lines: one object per line. */
@NullMarked
package io.navette.connector.file.jsonl;

import org.jspecify.annotations.NullMarked;
