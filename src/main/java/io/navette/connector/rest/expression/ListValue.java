package io.navette.connector.rest.expression;

import java.util.ArrayList;
import java.util.Collection;

/** A list the template made, and may change. */
final class ListValue extends ArrayList<Object> {
  private static final long serialVersionUID = 1L;

  ListValue() {}

  ListValue(Collection<?> items) {
    super(items);
  }
}
