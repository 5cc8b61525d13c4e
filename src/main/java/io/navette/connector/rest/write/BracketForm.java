package io.navette.connector.rest.write;

import io.navette.connector.rest.value.PlainValues;
import io.navette.connector.rest.value.PythonText;
import java.util.List;
import java.util.Map;
import okhttp3.FormBody;
import org.jspecify.annotations.Nullable;

/**
 * A form in which nested names stand in brackets: {@code metadata[key]=v}, {@code
 * items[0][price]=p}, as Stripe and others take them. A null is sent as an empty value.
 */
final class BracketForm {
  private final FormBody.Builder form = new FormBody.Builder();

  private BracketForm() {}

  static FormBody of(@Nullable Object body) {
    BracketForm form = new BracketForm();
    form.add("", body);
    return form.form.build();
  }

  private void add(String name, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> fields ->
          PlainValues.map(fields)
              .forEach(
                  (field, item) -> add(name.isEmpty() ? field : name + "[" + field + "]", item));
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          add(name + "[" + i + "]", items.get(i));
        }
      }
      case null -> form.add(name, "");
      case Boolean flag -> form.add(name, flag.toString());
      default -> form.add(name, PythonText.of(value));
    }
  }
}
