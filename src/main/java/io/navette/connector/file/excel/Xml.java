package io.navette.connector.file.excel;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.navette.connector.file.FileFailure;
import io.navette.connector.file.FileStream;
import io.navette.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The elements of one part. Document types, and so entities, are refused. Used by one thread. */
final class Xml implements AutoCloseable {
  private static final XMLInputFactory FACTORY = factory();

  private final FileStream stream;
  private final XMLStreamReader reader;

  Xml(FileStream stream, InputStream input) {
    this.stream = stream;
    try {
      this.reader = FACTORY.createXMLStreamReader(input);
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Goes to the next start or end of an element; false at the end of the document. Blocks. */
  boolean next() {
    try {
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new Failure.Data(
              stream.where() + ": it holds a document type, which a workbook never does",
              "check where the file comes from");
        }
        if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
          return true;
        }
      }
      return false;
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private Failure failure(XMLStreamException e) {
    return e.getNestedException() instanceof IOException io
        ? FileFailure.of(stream.where(), io)
        : new Failure.Data(
            stream.where()
                + ": the workbook is damaged: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
            "open it in Excel and save it again",
            e);
  }

  /** Goes to the end of an element. */
  void skip(String element) {
    boolean more = next();
    while (more && !isEnd(element)) {
      more = next();
    }
  }

  boolean isStart(String element) {
    return reader.isStartElement() && reader.getLocalName().equals(element);
  }

  boolean isEnd(String element) {
    return reader.isEndElement() && reader.getLocalName().equals(element);
  }

  /** The name without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  boolean isStart() {
    return reader.isStartElement();
  }

  /** An attribute without a namespace; null when it is missing. */
  @Nullable String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** The first attribute of that name in any namespace but none; null when it is missing. */
  @Nullable String qualified(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)
          && reader.getAttributeNamespace(i) != null
          && !reader.getAttributeNamespace(i).isEmpty()) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** The text of the element at hand, up to its end. */
  String text() {
    try {
      return reader.getElementText();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }
}
