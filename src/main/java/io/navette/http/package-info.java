/** One HTTP client per connection: what every request passes through, in one visible list. */
@NullMarked
package io.navette.http;

import org.jspecify.annotations.NullMarked;
