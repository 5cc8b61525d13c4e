package io.navette.testing.tds;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's or parameter's type as it is declared, and how TYPE_INFO tells of it ([MS-TDS]
 * 2.2.5.6).
 *
 * @param name in lower case, e.g. {@code nvarchar}
 * @param length characters, bytes or digits; -1 for max
 * @param scale digits after the point, of numbers and of seconds
 */
record TdsType(String name, int length, int scale) {
  static final int MAX = -1;

  private static final Pattern SIZE =
      Pattern.compile("\\(\\s*(\\d+|max)\\s*(?:,\\s*(\\d+)\\s*)?\\)");
  private static final byte[] COLLATION = {0x09, 0x04, (byte) 0xd0, 0x00, 0x34};

  /** system_type_id by name, as sys.types has them. */
  static final Map<String, Integer> IDS =
      Map.ofEntries(
          Map.entry("image", 34),
          Map.entry("text", 35),
          Map.entry("uniqueidentifier", 36),
          Map.entry("date", 40),
          Map.entry("time", 41),
          Map.entry("datetime2", 42),
          Map.entry("datetimeoffset", 43),
          Map.entry("tinyint", 48),
          Map.entry("smallint", 52),
          Map.entry("int", 56),
          Map.entry("smalldatetime", 58),
          Map.entry("real", 59),
          Map.entry("money", 60),
          Map.entry("datetime", 61),
          Map.entry("float", 62),
          Map.entry("bit", 104),
          Map.entry("decimal", 106),
          Map.entry("numeric", 108),
          Map.entry("smallmoney", 122),
          Map.entry("bigint", 127),
          Map.entry("varbinary", 165),
          Map.entry("varchar", 167),
          Map.entry("binary", 173),
          Map.entry("char", 175),
          Map.entry("timestamp", 189),
          Map.entry("nvarchar", 231),
          Map.entry("nchar", 239));

  /** A declaration such as {@code decimal(12,2)}. */
  static TdsType of(String declaration) {
    String text = declaration.toLowerCase(Locale.ROOT).strip();
    Matcher size = SIZE.matcher(text);
    String name = base(text.replaceAll("\\(.*", "").strip());
    if (!IDS.containsKey(name)) {
      throw new TdsError(2715, "Cannot find data type " + name + ".");
    }
    boolean sized = size.find();
    int first = !sized ? 0 : size.group(1).equals("max") ? MAX : Integer.parseInt(size.group(1));
    int second = !sized || size.group(2) == null ? 0 : Integer.parseInt(size.group(2));
    return switch (name) {
      case "decimal", "numeric" -> new TdsType(name, sized ? first : 18, second);
      case "time", "datetime2", "datetimeoffset" -> new TdsType(name, 0, sized ? first : 7);
      case "nvarchar", "varchar", "varbinary", "nchar", "char", "binary" ->
          new TdsType(name, sized ? first : 1, 0);
      case "text", "image" -> new TdsType(name, MAX, 0);
      case "timestamp" -> new TdsType(name, 8, 0);
      default -> new TdsType(name, 0, 0);
    };
  }

  private static String base(String name) {
    return switch (name) {
      case "integer" -> "int";
      case "dec" -> "decimal";
      case "rowversion" -> "timestamp";
      case "sysname" -> "nvarchar";
      case "ntext" -> "nvarchar";
      default -> name;
    };
  }

  /** The type H2 keeps its values in. */
  String h2() {
    return switch (name) {
      case "bit" -> "BOOLEAN";
      case "tinyint", "smallint" -> "SMALLINT";
      case "int" -> "INTEGER";
      case "bigint" -> "BIGINT";
      case "float" -> "DOUBLE PRECISION";
      case "real" -> "REAL";
      case "money" -> "NUMERIC(19, 4)";
      case "smallmoney" -> "NUMERIC(10, 4)";
      case "decimal", "numeric" -> "NUMERIC(" + length + ", " + scale + ")";
      case "date" -> "DATE";
      case "time" -> "TIME(" + scale + ")";
      case "datetime2" -> "TIMESTAMP(" + scale + ")";
      case "datetime" -> "TIMESTAMP(3)";
      case "smalldatetime" -> "TIMESTAMP(0)";
      case "datetimeoffset" -> "TIMESTAMP(" + scale + ") WITH TIME ZONE";
      case "uniqueidentifier" -> "UUID";
      case "nchar", "char" -> "CHARACTER(" + length + ")";
      case "nvarchar", "varchar", "text" -> length < 0 ? "VARCHAR" : "VARCHAR(" + length + ")";
      case "binary", "timestamp" -> "BINARY(" + length + ")";
      default -> length < 0 ? "VARBINARY" : "VARBINARY(" + length + ")";
    };
  }

  /** As sys.columns says: bytes; -1 for max. */
  int maxLength() {
    return switch (name) {
      case "nvarchar", "nchar" -> length < 0 ? MAX : 2 * length;
      case "bit", "tinyint" -> 1;
      case "smallint" -> 2;
      case "int", "real", "smallmoney", "smalldatetime" -> 4;
      case "bigint", "float", "money", "datetime" -> 8;
      case "uniqueidentifier" -> 16;
      case "decimal", "numeric" -> magnitude() + 1;
      default -> length;
    };
  }

  int precision() {
    return name.equals("decimal") || name.equals("numeric") ? length : 0;
  }

  /** Bytes of a decimal's digits. */
  private int magnitude() {
    return length <= 9 ? 4 : length <= 19 ? 8 : length <= 28 ? 12 : 16;
  }

  /** Bytes of a time of day. */
  int timeLength() {
    return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  }

  boolean isMax() {
    return length == MAX;
  }

  void write(Output out) throws IOException {
    switch (name) {
      case "bit" -> out.u8(0x68).u8(1);
      case "tinyint" -> out.u8(0x26).u8(1);
      case "smallint" -> out.u8(0x26).u8(2);
      case "int" -> out.u8(0x26).u8(4);
      case "bigint" -> out.u8(0x26).u8(8);
      case "float" -> out.u8(0x6d).u8(8);
      case "real" -> out.u8(0x6d).u8(4);
      case "money" -> out.u8(0x6e).u8(8);
      case "smallmoney" -> out.u8(0x6e).u8(4);
      case "datetime" -> out.u8(0x6f).u8(8);
      case "smalldatetime" -> out.u8(0x6f).u8(4);
      case "uniqueidentifier" -> out.u8(0x24).u8(16);
      case "decimal" -> out.u8(0x6a).u8(magnitude() + 1).u8(length).u8(scale);
      case "numeric" -> out.u8(0x6c).u8(magnitude() + 1).u8(length).u8(scale);
      case "date" -> out.u8(0x28);
      case "time" -> out.u8(0x29).u8(scale);
      case "datetime2" -> out.u8(0x2a).u8(scale);
      case "datetimeoffset" -> out.u8(0x2b).u8(scale);
      case "nvarchar" -> out.u8(0xe7).u16(maxLength()).bytes(COLLATION);
      case "nchar" -> out.u8(0xef).u16(maxLength()).bytes(COLLATION);
      case "varchar", "text" -> out.u8(0xa7).u16(maxLength()).bytes(COLLATION);
      case "char" -> out.u8(0xaf).u16(maxLength()).bytes(COLLATION);
      case "varbinary", "image" -> out.u8(0xa5).u16(maxLength());
      default -> out.u8(0xad).u16(maxLength());
    }
  }

  /** How a value of a type that may be null is preceded, and how the others are not. */
  record Read(TdsType type, boolean fixed) {}

  static Read read(Input in) {
    int code = in.u8();
    return switch (code) {
      case 0x32 -> new Read(of("bit"), true);
      case 0x30 -> new Read(of("tinyint"), true);
      case 0x34 -> new Read(of("smallint"), true);
      case 0x38 -> new Read(of("int"), true);
      case 0x7f -> new Read(of("bigint"), true);
      case 0x3b -> new Read(of("real"), true);
      case 0x3e -> new Read(of("float"), true);
      default -> new Read(nullable(code, in), false);
    };
  }

  private static TdsType nullable(int code, Input in) {
    return switch (code) {
      case 0x68 -> sized(in, Map.of(1, "bit"));
      case 0x26 -> sized(in, Map.of(1, "tinyint", 2, "smallint", 4, "int", 8, "bigint"));
      case 0x6d -> sized(in, Map.of(4, "real", 8, "float"));
      case 0x6e -> sized(in, Map.of(4, "smallmoney", 8, "money"));
      case 0x6f -> sized(in, Map.of(4, "smalldatetime", 8, "datetime"));
      case 0x24 -> sized(in, Map.of(16, "uniqueidentifier"));
      case 0x6a, 0x6c -> {
        in.skip(1);
        yield new TdsType("decimal", in.u8(), in.u8());
      }
      case 0x28 -> of("date");
      case 0x29 -> new TdsType("time", 0, in.u8());
      case 0x2a -> new TdsType("datetime2", 0, in.u8());
      case 0x2b -> new TdsType("datetimeoffset", 0, in.u8());
      case 0xe7, 0xef -> text(in, code == 0xe7 ? "nvarchar" : "nchar", 2);
      case 0xa7, 0xaf -> text(in, code == 0xa7 ? "varchar" : "char", 1);
      case 0xa5 -> new TdsType("varbinary", length(in, 1), 0);
      case 0xad -> new TdsType("binary", length(in, 1), 0);
      default -> throw new TdsError(8009, "unknown type 0x" + Integer.toHexString(code));
    };
  }

  private static TdsType sized(Input in, Map<Integer, String> names) {
    return of(names.getOrDefault(in.u8(), "?"));
  }

  private static TdsType text(Input in, String name, int width) {
    int length = length(in, width);
    in.skip(COLLATION.length);
    return new TdsType(name, length, 0);
  }

  private static int length(Input in, int width) {
    int bytes = in.u16();
    return bytes == 0xffff ? MAX : bytes / width;
  }
}
