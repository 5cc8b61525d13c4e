package io.navette.connector.rest.expression;

import java.util.List;

/** The keys, values or entries of a map. */
record View(String kind, List<Object> items) {}
