package io.navette.connector.file.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkupTest {
  /** Elements named {@code v} hold text and nothing else. */
  private static final List<String> DOCUMENTS =
      List.of(
          "<a/>",
          "<a></a>",
          "<?xml version='1.0' encoding='UTF-8' standalone=\"yes\"?>\n<a><b r=\"A1\"/></a>\n",
          "<x:a xmlns:x='u'><x:b r='1' x:id='7' t = \"s\"  /></x:a>",
          "<a><v>1 &amp; 2 &lt;&gt;&quot;&apos;&#65;&#x1F600;</v></a>",
          "<a><v/><v></v><v> </v><v>\n</v><v>a\r\nb\rc</v></a>",
          "<a><v><![CDATA[<&]]]]></v><v>x<![CDATA[]]>y</v></a>",
          "<a><!-- <b> - --><v>1<!-- two -->3<?four?></v></a><!-- -->",
          "<a><v r='>' s=\"'\" t='\"&lt;'>é€😀</v></a>",
          "<a\n r='1'\n\ts='2'\n><v\n>x</v\n></a>",
          "<a>text <b/> between</a>",
          "<a r=''><b r='1' rr='2' t='3'/></a>");

  private static Markup markup(String document, Charset charset, int step) {
    byte[] bytes = document.getBytes(charset);
    InputStream input =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, step));
          }
        };
    return new Markup(new FileStream("books", "b.xlsx", Path.of("b.xlsx"), "s"), input);
  }

  private static List<String> events(Markup markup) {
    List<String> events = new ArrayList<>();
    while (markup.next()) {
      boolean start = markup.isStart();
      boolean text = markup.isStart("v");
      String name = text || markup.isEnd("v") ? "v" : markup.isNamed("a") ? "a" : "b";
      events.add((start ? "<" : ">") + name);
      if (start) {
        for (String attribute : List.of("r", "s", "t")) {
          events.add(attribute + "=" + markup.attribute(attribute));
        }
        events.add("id=" + markup.prefixed("id"));
      }
      if (text) {
        events.add("\"" + markup.text());
      }
    }
    return events;
  }

  private static List<String> expected(String document) throws XMLStreamException {
    XMLStreamReader reader =
        XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(document));
    List<String> events = new ArrayList<>();
    while (reader.hasNext()) {
      reader.next();
      if (reader.isStartElement()) {
        String name = reader.getLocalName();
        events.add("<" + name);
        for (String attribute : List.of("r", "s", "t")) {
          events.add(attribute + "=" + reader.getAttributeValue("", attribute));
        }
        events.add("id=" + reader.getAttributeValue("u", "id"));
        if (name.equals("v")) {
          events.add("\"" + reader.getElementText());
        }
      } else if (reader.isEndElement()) {
        events.add(">" + reader.getLocalName());
      }
    }
    return events;
  }

  @Test
  void readsWhatAnXmlReaderReads() throws XMLStreamException {
    for (String document : DOCUMENTS) {
      for (int step : new int[] {1, 2, 3, 7, 1 << 16}) {
        try (Markup markup = markup(document, StandardCharsets.UTF_8, step)) {
          assertThat(events(markup)).as(document + " by " + step).isEqualTo(expected(document));
        }
      }
    }
  }

  @Test
  void readsOtherUnicodeEncodingsByTheirMark() throws XMLStreamException {
    String document = "<?xml version='1.0' encoding='UTF-16'?><a><v>é€😀</v></a>";
    try (Markup markup = markup("\uFEFF" + document, StandardCharsets.UTF_16LE, 7)) {
      assertThat(events(markup)).isEqualTo(expected(document));
    }
  }

  @Test
  void textsAcrossManyBuffersAreWhole() {
    for (int length : new int[] {65_535, 65_536, 65_537, 300_000}) {
      String text = "é&".repeat(length / 3);
      String document = "<a><v>" + text.replace("&", "&amp;") + "</v><v>end</v></a>";
      try (Markup markup = markup(document, StandardCharsets.UTF_8, 5_000)) {
        markup.next();
        markup.next();
        assertThat(markup.text()).hasToString(text);
        assertThat(markup.next()).isTrue();
        assertThat(markup.text()).hasToString("end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><b></a>",
        "<a",
        "<a r='",
        "<a><v>1",
        "<a><!-- ",
        "<a></a></a>",
        "<a><v>&none;</v></a>",
        "<a><v>&amp</v></a>",
        "<a><v>&#0;</v></a>",
        "<a><v>&#xD800;</v></a>",
        "<a><v>1<b/></v></a>",
        "<a><v><![CDATA[ ]]</v></a>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "<!DOCTYPE a><a/>",
      })
  void damagedOnesAreRefused(String document) {
    try (Markup markup = markup(document, StandardCharsets.UTF_8, 4)) {
      assertThatThrownBy(() -> events(markup))
          .isInstanceOf(Failure.Data.class)
          .hasMessageContaining("b.xlsx");
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    try (Markup markup = markup("<a><v>é</v></a>", StandardCharsets.ISO_8859_1, 100)) {
      assertThatThrownBy(() -> events(markup)).hasMessageContaining("0xe9 is not UTF-8");
    }
  }
}
