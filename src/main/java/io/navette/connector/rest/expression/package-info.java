/**
 * Templates as declarative connectors write them: text with {@code {{ expressions }}} and
 * statements. They reach the values handed in, calculate, and nothing else: no Java object, no
 * file, no network, and never more steps or text than a budget allows. Knows nothing of connectors.
 */
@NullMarked
package io.navette.connector.rest.expression;

import org.jspecify.annotations.NullMarked;
