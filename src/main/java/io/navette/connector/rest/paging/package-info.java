/** Which page comes next. */
@NullMarked
package io.navette.connector.rest.paging;

import org.jspecify.annotations.NullMarked;
