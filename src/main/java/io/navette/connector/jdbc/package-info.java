/**
 * What SQL systems share: names, keyset reads, bookmarks, the ledger. Dialects are sub-packages.
 */
@NullMarked
package io.navette.connector.jdbc;

import org.jspecify.annotations.NullMarked;
