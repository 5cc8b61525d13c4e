package io.navette.connector.rest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecoderTest {
  private static final Decoder CSV = new CsvDecoder(StandardCharsets.UTF_8, ',', Set.of("-"));

  private static List<@Nullable Object> decode(Decoder decoder, String text) throws IOException {
    return decode(decoder, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<@Nullable Object> decode(Decoder decoder, byte[] bytes) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    decoder.decode(new ByteArrayInputStream(bytes)).forEachRemaining(values::add);
    return values;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void oneItemMayStandAloneWhereThereIsAList() throws IOException {
    Decoder decoder = new JsonItemsDecoder("Report_Entry", StandardCharsets.UTF_8);
    assertThat(decode(decoder, "{\"Report_Entry\": [{\"a\": 1}, {\"a\": 2}]}"))
        .containsExactly(Map.of("a", 1L), Map.of("a", 2L));
    assertThat(decode(decoder, "{\"x\": 0, \"Report_Entry\": {\"a\": 1}}"))
        .containsExactly(Map.of("a", 1L));
    assertThat(decode(decoder, "{\"Report_Entry\": null}")).isEmpty();
    assertThat(decode(decoder, "{}")).isEmpty();
  }

  @Test
  void json() throws IOException {
    assertThat(decode(new JsonDecoder(), "{\"a\": [1, 1.5, null]}"))
        .hasToString("[{a=[1, 1.5, null]}]");
    assertThat(decode(new JsonDecoder(), "[1, 2]")).hasToString("[1, 2]");
    assertThat(decode(new JsonDecoder(), "")).hasToString("[{}]");
    assertThat(decode(new JsonDecoder(), "[]")).hasToString("[{}]");
    assertThat(decode(new JsonDecoder(), "{\"a\": 0.12345678901234567890123}"))
        .hasToString("[{a=0.12345678901234567890123}]");
    assertThatThrownBy(() -> decode(new JsonDecoder(), "<html>")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decode(new JsonDecoder(), "{} {}")).isInstanceOf(IOException.class);
  }

  @Test
  void linesOfJson() throws IOException {
    assertThat(decode(new JsonlDecoder(), "{\"a\": 1}\n\nnull\r\n2"))
        .hasToString("[{a=1}, null, 2]");
    assertThatThrownBy(() -> decode(new JsonlDecoder(), "{\n"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void lines() throws IOException {
    assertThat(decode(new IterableDecoder(), "a\nb")).hasToString("[{record=a}, {record=b}]");
  }

  @Test
  void csv() throws IOException {
    assertThat(decode(CSV, "\uFEFFa,b\r\n1,\"x,\"\"y\nz\"\n\n-\n"))
        .hasToString("[{a=1, b=x,\"y\nz}, {a=null, b=null}]");
    assertThat(decode(CSV, "")).isEmpty();
    assertThatThrownBy(() -> decode(CSV, "a\n1,2")).hasMessageContaining("2 values");
    assertThatThrownBy(() -> decode(CSV, "a\n\"1")).hasMessageContaining("never ends");
  }

  @Test
  void xml() throws IOException {
    assertThat(
            decode(
                new XmlDecoder(), "<?xml version='1.0'?><r a='1'><x>1</x><x/><y b='2'>t</y></r>"))
        .hasToString("[{r={@a=1, x=[1, null], y={@b=2, #text=t}}}]");
    assertThatThrownBy(
            () ->
                decode(
                    new XmlDecoder(),
                    "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decode(new XmlDecoder(), "{}")).hasMessageContaining("not XML");
  }

  @Test
  void gzipIsUnpackedWithinLimits() throws IOException {
    assertThat(decode(new GzipDecoder(CSV, 100), gzip("a\n1"))).hasToString("[{a=1}]");
    assertThat(decode(new GzipDecoder(CSV, 100), "a\n1")).hasToString("[{a=1}]");
    assertThatThrownBy(() -> decode(new GzipDecoder(CSV, 100), gzip("a\n" + "1\n".repeat(1000))))
        .hasMessageContaining("unpacks to more");
  }

  @Test
  void allFilesOfAZipAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("one.csv"));
      zip.write("a\n1".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("folder/"));
      zip.putNextEntry(new ZipEntry("folder/two.csv"));
      zip.write("a\n2\n3".getBytes(StandardCharsets.UTF_8));
    }
    Decoder decoder = new ZipfileDecoder(CSV, 1000);
    assertThat(decode(decoder, bytes.toByteArray())).hasToString("[{a=1}, {a=2}, {a=3}]");
    assertThatThrownBy(() -> decode(decoder, "no")).hasMessageContaining("not a zip file");
  }
}
