package io.navette.connector;

import java.util.Locale;

/** What kind of system it is, in the order in which catalogs list them. */
public enum Family {
  DATABASE,
  WAREHOUSE,
  FILE,
  POINT_OF_SALE,
  SUPPLIER,
  RESERVATION,
  CRM,
  ACCOUNTING,
  COMMERCE,
  STAFF,
  CONSTRUCTION,
  /** Any web API, as the user describes it. */
  API;

  /** As users read it: {@code point of sale}. */
  public String label() {
    return this == CRM || this == API ? name() : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
