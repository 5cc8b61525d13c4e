package io.navette.connector.rest.expression;

import java.util.LinkedHashMap;

/** A map the template made, and may change. */
final class DictValue extends LinkedHashMap<Object, Object> {
  private static final long serialVersionUID = 1L;
}
