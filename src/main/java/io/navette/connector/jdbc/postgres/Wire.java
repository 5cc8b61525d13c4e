package io.navette.connector.jdbc.postgres;

import java.util.UUID;

/**
 * How a column travels in COPY's binary format: each type has the form its {@code send} and {@code
 * recv} functions define (PostgreSQL source, {@code src/backend/utils/adt}).
 */
enum Wire {
  BOOL,
  INT2,
  INT4,
  INT8,
  FLOAT4,
  FLOAT8,
  NUMERIC,
  /** The bytes of a text, in the client's encoding: text, varchar, char, json, xml, enums. */
  TEXT,
  /** A version byte, 1, before the text. */
  JSONB,
  BYTEA,
  /** Days since 2000-01-01. */
  DATE,
  /** Microseconds since midnight. */
  TIME,
  /** Microseconds since 2000-01-01. */
  TIMESTAMP,
  UUID,
  /** Has no form known here: cast to text in the server, and back. */
  CAST;

  /**
   * @param base the type's name without size
   * @param enumeration whether it is an enum, which travels as its label
   */
  static Wire of(String base, boolean enumeration) {
    if (enumeration) {
      return TEXT;
    }
    return switch (base) {
      case "boolean" -> BOOL;
      case "smallint" -> INT2;
      case "integer" -> INT4;
      case "bigint" -> INT8;
      case "real" -> FLOAT4;
      case "double precision" -> FLOAT8;
      case "numeric" -> NUMERIC;
      case "text", "character varying", "character", "name", "citext", "json", "xml" -> TEXT;
      case "jsonb" -> JSONB;
      case "bytea" -> BYTEA;
      case "date" -> DATE;
      case "time without time zone" -> TIME;
      case "timestamp without time zone", "timestamp with time zone" -> TIMESTAMP;
      case "uuid" -> UUID;
      default -> CAST;
    };
  }
}
