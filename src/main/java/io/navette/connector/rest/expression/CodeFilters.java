package io.navette.connector.rest.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Hashes, encodings and regular expressions. */
final class CodeFilters {
  private static final Map<String, String> DIGESTS =
      Map.ofEntries(
          Map.entry("md5", "MD5"),
          Map.entry("sha1", "SHA-1"),
          Map.entry("sha224", "SHA-224"),
          Map.entry("sha256", "SHA-256"),
          Map.entry("sha384", "SHA-384"),
          Map.entry("sha512", "SHA-512"),
          Map.entry("sha3_224", "SHA3-224"),
          Map.entry("sha3_256", "SHA3-256"),
          Map.entry("sha3_384", "SHA3-384"),
          Map.entry("sha3_512", "SHA3-512"));

  private static final Pattern GROUP = Pattern.compile("\\\\g<(\\d)>");

  private CodeFilters() {}

  static void add(Map<String, Operation> all) {
    all.put("hash", Operation.of("hash_type? salt?", CodeFilters::hash));
    all.put("hmac", Operation.of("key hash_type?", CodeFilters::signature));
    all.put("base64encode", Operation.of("", (value, given, scope) -> encoded(value)));
    all.put("base64decode", Operation.of("", (value, given, scope) -> decoded(value)));
    all.put("base64binascii_decode", Operation.of("", (value, given, scope) -> encoded(value)));
    all.put("string", Operation.of("", (value, given, scope) -> string(value, scope)));
    all.put("tojson", Operation.of("indent?", (value, given, scope) -> Json.escaped(value, scope)));
    all.put("urlencode", Operation.of("", (value, given, scope) -> Web.encode(value, scope)));
    // Ours: the reference's urlencode leaves slashes as they are.
    all.put("path_segment", Operation.of("", (value, given, scope) -> Web.segment(value, scope)));
    all.put("regex_search", Operation.of("regex", (value, given, scope) -> search(value, given)));
    all.put("regex_replace", Operation.of("regex replacement", CodeFilters::replaced));
  }

  private static Object hash(Object value, Arguments given, Scope scope) {
    String algorithm = DIGESTS.get(given.text(0, "md5"));
    if (algorithm == null) {
      throw Fault.value("there is no hash of that name");
    }
    Object salt = given.get(1, None.NONE);
    String salted =
        Printer.plain(value, scope) + (Values.truth(salt) ? Printer.plain(salt, scope) : "");
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(salted.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException absent) {
      throw Fault.value("this Java has no hash of that name");
    }
  }

  private static Object signature(Object value, Arguments given, Scope scope) {
    if (!given.text(1, "sha256").equals("sha256")) {
      throw Fault.value("hmac works with sha256 only");
    }
    byte[] key = Printer.plain(given.get(0), scope).getBytes(StandardCharsets.UTF_8);
    byte[] message = Printer.plain(value, scope).getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(message));
    } catch (GeneralSecurityException absent) {
      throw Fault.value("this Java has no HMAC with SHA-256");
    }
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw value instanceof Undefined undefined
        ? undefined.fault()
        : Fault.value("only a text can be encoded, not a " + Values.kind(value));
  }

  private static Object encoded(Object value) {
    return Base64.getEncoder().encodeToString(text(value).getBytes(StandardCharsets.UTF_8));
  }

  private static Object decoded(Object value) {
    String digits = text(value).replaceAll("[^A-Za-z0-9+/=]", "");
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(digits));
      if (digits.length() % 4 != 0) {
        throw Fault.value("a base64 text is not padded");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (IllegalArgumentException | CharacterCodingException wrong) {
      throw Fault.value("not base64 of a text");
    }
  }

  /** Quoted three times, so that the value of the whole template stays a text. */
  private static Object string(Object value, Scope scope) {
    return value instanceof String text ? text : "\"\"\"" + Json.text(value, scope) + "\"\"\"";
  }

  private static Pattern pattern(Object regex) {
    if (!(regex instanceof String text)) {
      throw Fault.type("a regular expression is a text, not a " + Values.kind(regex));
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw Fault.value(
          "a regular expression can't be used: "
              + wrong.getDescription()
              + " (look-around and back references are not supported)");
    }
  }

  private static String subject(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw Fault.type("a regular expression needs a text, not a " + Values.kind(value));
  }

  private static Object search(Object value, Arguments given) {
    Matcher matcher = pattern(given.get(0)).matcher(subject(value));
    if (!matcher.find() || matcher.groupCount() == 0) {
      return "";
    }
    @Nullable String group = matcher.group(1);
    return group == null ? None.NONE : group;
  }

  private static Object replaced(Object value, Arguments given, Scope scope) {
    Matcher matcher = pattern(given.get(0)).matcher(subject(value));
    String replacement = given.text(1);
    StringBuilder result = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      result.append(subject(value), end, matcher.start());
      expand(replacement, matcher, result);
      scope.budget().text(result.length());
      end = matcher.end();
    }
    return result.append(subject(value).substring(end)).toString();
  }

  private static void expand(String replacement, Matcher matcher, StringBuilder result) {
    String plain = GROUP.matcher(replacement).replaceAll("\\\\$1");
    for (int index = 0; index < plain.length(); index++) {
      char current = plain.charAt(index);
      boolean escape = current == '\\' && index + 1 < plain.length();
      char next = escape ? plain.charAt(++index) : current;
      if (!escape || next == '\\') {
        result.append(next);
      } else if (Character.isDigit(next) && next - '0' <= matcher.groupCount()) {
        @Nullable String group = matcher.group(next - '0');
        result.append(group == null ? "" : group);
      } else if (next == 'n' || next == 't') {
        result.append(next == 'n' ? '\n' : '\t');
      } else {
        throw Fault.value("a replacement names a group the regular expression does not have");
      }
    }
  }
}
