package io.navette.connector.rest.decode;

import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One XML document as a map: an element is its fields, attributes as {@code @name}, text beside
 * them as {@code #text}; a repeated element is a list; a text alone is the text, nothing is null.
 * Document types and entities of their own are refused.
 */
public final class XmlDecoder implements Decoder {
  private static final int DEEPEST = 200;

  @Override
  public Iterator<@Nullable Object> decode(InputStream body) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(body);
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          throw new IOException("the XML has a document type, which is not read");
        }
      }
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      String name = name(reader);
      document.put(name, element(reader, 0));
      return JsonDecoder.single(document);
    } catch (XMLStreamException e) {
      throw new IOException("the response is not XML: " + e.getMessage(), e);
    }
  }

  private static String name(XMLStreamReader reader) {
    String prefix = reader.getPrefix();
    return prefix == null || prefix.isEmpty()
        ? reader.getLocalName()
        : prefix + ":" + reader.getLocalName();
  }

  private static @Nullable Object element(XMLStreamReader reader, int depth)
      throws XMLStreamException, IOException {
    if (depth > DEEPEST) {
      throw new IOException("the XML is nested too deeply");
    }
    Map<String, @Nullable Object> fields = attributes(reader);
    StringBuilder text = new StringBuilder();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = name(reader);
          add(fields, name, element(reader, depth + 1));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        default -> {} // comments and instructions say nothing
      }
    }
    String own = text.toString().strip();
    if (fields.isEmpty()) {
      return own.isEmpty() ? null : own;
    }
    if (!own.isEmpty()) {
      fields.put("#text", own);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> attributes(XMLStreamReader reader) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      String prefix = reader.getNamespacePrefix(i);
      fields.put(prefix == null ? "@xmlns" : "@xmlns:" + prefix, reader.getNamespaceURI(i));
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String prefix = reader.getAttributePrefix(i);
      String name = reader.getAttributeLocalName(i);
      fields.put(
          prefix == null || prefix.isEmpty() ? "@" + name : "@" + prefix + ":" + name,
          reader.getAttributeValue(i));
    }
    return fields;
  }

  private static void add(
      Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
    if (!fields.containsKey(name)) {
      fields.put(name, value);
    } else if (fields.get(name) instanceof List<?> items) {
      PlainValues.list(items).add(value);
    } else {
      List<@Nullable Object> items = new ArrayList<>();
      items.add(fields.get(name));
      items.add(value);
      fields.put(name, items);
    }
  }
}
