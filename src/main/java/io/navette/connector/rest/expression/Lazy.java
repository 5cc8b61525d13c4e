package io.navette.connector.rest.expression;

import java.util.Iterator;

/** Items that are made one after the other, once; it is true even when there are none. */
record Lazy(String name, Iterator<Object> items) {}
