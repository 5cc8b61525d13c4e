package io.navette.connector.rest.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.navette.connector.rest.value.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of one list inside a JSON document, read one by one however long the list is. */
public final class JsonItemsDecoder implements Decoder {
  private final List<String> path;
  private final Charset encoding;

  /**
   * @param itemsPath where the list stands: the names down to it with dots between
   */
  public JsonItemsDecoder(String itemsPath, Charset encoding) {
    this.path = List.of(itemsPath.split("\\.", -1));
    this.encoding = encoding;
  }

  @Override
  public Iterator<@Nullable Object> decode(InputStream body) throws IOException {
    JsonParser parser = JsonValues.parser(new InputStreamReader(body, encoding));
    return new Pulled(new Items(parser));
  }

  private final class Items implements Pulled.Next {
    private final JsonParser parser;
    private boolean open;
    private boolean over;

    Items(JsonParser parser) {
      this.parser = parser;
    }

    @Override
    public @Nullable Object read() throws IOException {
      if (over) {
        return Pulled.END;
      }
      if (!open) {
        open = true;
        JsonToken found = find();
        if (found == JsonToken.START_OBJECT) {
          over = true;
          return JsonValues.read(parser);
        }
        if (found != JsonToken.START_ARRAY) {
          over = true;
          return Pulled.END;
        }
      }
      JsonToken token = parser.nextToken();
      return token == null || token == JsonToken.END_ARRAY ? Pulled.END : JsonValues.read(parser);
    }

    /** Goes to what stands at the path: a list, or an item that stands alone; null for nothing. */
    private @Nullable JsonToken find() throws IOException {
      JsonToken token = parser.nextToken();
      for (String name : path) {
        if (token != JsonToken.START_OBJECT || !enter(name)) {
          return null;
        }
        token = parser.nextToken();
      }
      return token;
    }

    private boolean enter(String name) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals(name)) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    }
  }
}
