package io.navette.conformance.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Intuit's XML schemas of QuickBooks as an OpenAPI document. Its JSON has the same names: elements
 * and attributes are members, what stands in an element with attributes is {@code value}, and in
 * place of {@code IntuitObject} any entity stands under its own name. What must be there is not
 * held: the schemas serve many products.
 */
final class IntuitSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final String ENTITY = "IntuitObject";
  private static final String COMPANY = "/v3/company/{realm}/";

  private final Map<String, Element> types = new LinkedHashMap<>();
  private final Map<String, String> elements = new LinkedHashMap<>();
  private final List<String> entities = new ArrayList<>();

  private IntuitSchemas() {}

  /** A document without paths where the files are of somebody else. */
  static ObjectNode openApi(List<Path> files) throws IOException {
    IntuitSchemas schemas = new IntuitSchemas();
    for (Path file : files) {
      for (Element top : children(root(file))) {
        schemas.top(top);
      }
    }
    return schemas.document();
  }

  private static Element root(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Element> children(Element of) {
    List<Element> children = new ArrayList<>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && XSD.equals(child.getNamespaceURI())) {
        children.add(child);
      }
    }
    return children;
  }

  private void top(Element top) {
    String name = top.getAttribute("name");
    if (!top.getLocalName().equals("element")) {
      types.put(name, top);
      return;
    }
    elements.put(name, top.getAttribute("type"));
    if (top.getAttribute("substitutionGroup").equals(ENTITY)) {
      entities.add(name);
    }
  }

  private ObjectNode document() {
    ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
    ObjectNode paths = document.putObject("paths");
    if (types.containsKey("IntuitResponse")) {
      path(paths, "get", "query", "");
      path(paths, "get", "cdc", "");
      path(paths, "post", "batch", "IntuitBatchRequest");
      for (String entity : entities) {
        path(paths, "post", entity.toLowerCase(Locale.ROOT), elements.getOrDefault(entity, ""));
      }
    }
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    types.forEach((name, type) -> schemas.set(name, type(type)));
    return document;
  }

  private static void path(ObjectNode paths, String method, String name, String sent) {
    ObjectNode operation = paths.withObjectProperty(COMPANY + name).putObject(method);
    if (!sent.isEmpty()) {
      content(operation.putObject("requestBody"), sent);
    }
    content(operation.putObject("responses").putObject("default"), "IntuitResponse");
  }

  private static void content(ObjectNode of, String type) {
    of.putObject("content").putObject("application/json").set("schema", reference(type));
  }

  private static ObjectNode reference(String type) {
    return NODES.objectNode().put("$ref", "#/components/schemas/" + type);
  }

  private ObjectNode type(Element type) {
    ObjectNode schema = NODES.objectNode();
    if (type.getLocalName().equals("simpleType")) {
      simple(type, schema);
    } else {
      ObjectNode properties = NODES.objectNode();
      members(type, false, properties);
      schema.put("type", "object").set("properties", properties);
      if (type.getElementsByTagNameNS(XSD, "any").getLength() > 0) {
        schema.put("additionalProperties", true);
      }
    }
    return schema;
  }

  private void simple(Element type, ObjectNode schema) {
    for (Element restriction : children(type)) {
      if (restriction.getLocalName().equals("restriction")) {
        schema.setAll(named(restriction.getAttribute("base")));
        for (Element facet : children(restriction)) {
          if (facet.getLocalName().equals("enumeration")) {
            schema.withArrayProperty("enum").add(facet.getAttribute("value"));
          }
        }
      }
    }
  }

  /**
   * @param several whether what stands here may stand there again
   */
  private void members(Element of, boolean several, ObjectNode properties) {
    for (Element part : children(of)) {
      boolean many = several || part.getAttribute("maxOccurs").equals("unbounded");
      switch (part.getLocalName()) {
        case "element" -> element(part, many, properties);
        case "attribute" ->
            properties.set(part.getAttribute("name"), named(part.getAttribute("type")));
        case "extension" -> {
          base(part, properties);
          members(part, many, properties);
        }
        case "group" -> {
          Element group = types.get(part.getAttribute("ref"));
          if (group != null) {
            members(group, many, properties);
          }
        }
        default -> members(part, many, properties);
      }
    }
  }

  private void base(Element extension, ObjectNode properties) {
    String name = extension.getAttribute("base");
    Element base = types.get(name);
    if (base != null && base.getLocalName().equals("complexType")) {
      members(base, false, properties);
    } else {
      properties.set("value", named(name));
    }
  }

  private void element(Element element, boolean many, ObjectNode properties) {
    String ref = element.getAttribute("ref");
    if (ref.equals(ENTITY)) {
      entities.forEach(
          entity -> member(entity, elements.getOrDefault(entity, ""), many, properties));
    } else if (ref.isEmpty()) {
      member(element.getAttribute("name"), element.getAttribute("type"), many, properties);
    } else {
      member(ref, elements.getOrDefault(ref, ""), many, properties);
    }
  }

  private void member(String name, String type, boolean many, ObjectNode properties) {
    ObjectNode schema = named(type);
    if (many) {
      ObjectNode list = NODES.objectNode().put("type", "array");
      list.set("items", schema);
      schema = list;
    }
    properties.set(name, schema);
  }

  /** What a name stands for; anything where it has no name. */
  private ObjectNode named(String type) {
    if (types.containsKey(type)) {
      return reference(type);
    }
    ObjectNode schema = NODES.objectNode();
    return switch (type.replaceFirst(".*:", "")) {
      case "" -> schema;
      case "decimal", "double", "float" -> schema.put("type", "number");
      case "int", "integer", "long", "short", "positiveInteger", "nonNegativeInteger" ->
          schema.put("type", "integer");
      case "boolean" -> schema.put("type", "boolean");
      case "date" -> schema.put("type", "string").put("format", "date");
      case "dateTime" -> schema.put("type", "string").put("format", "date-time");
      default -> schema.put("type", "string");
    };
  }
}
