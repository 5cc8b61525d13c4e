package io.navette.connector.rest.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.navette.connector.rest.value.JsonValues;
import io.navette.connector.rest.value.PlainValues;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonDatesTest {
  private static final JsonDates DATES = new JsonDates(Set.of("Date"), Set.of("Updated"));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'Updated': '/Date(1439434356790+0000)/'}; {'Updated': '2015-08-13T02:52:36.790Z'}",
        "{'Updated': '/Date(1439434356000)/'}; {'Updated': '2015-08-13T02:52:36Z'}",
        "{'Any': '/Date(-1000+1300)/'}; {'Any': '1969-12-31T23:59:59Z'}",
        "{'Date': '/Date(1439424000000+0000)/'}; {'Date': '2015-08-13'}",
        "{'Date': '2015-08-13T00:00:00'}; {'Date': '2015-08-13'}",
        "{'Date': '2015-08-13'}; {'Date': '2015-08-13'}",
        "{'Updated': '2015-08-13T02:52:36.79'}; {'Updated': '2015-08-13T02:52:36.79Z'}",
        "{'Updated': '2015-08-13T02:52:36+02:00'}; {'Updated': '2015-08-13T02:52:36+02:00'}",
        "{'Other': '2015-08-13T02:52:36'}; {'Other': '2015-08-13T02:52:36'}",
        "{'Lines': [{'Date': '/Date(0)/'}]}; {'Lines': [{'Date': '1970-01-01'}]}",
        "{'Date': ['/Date(0)/', null]}; {'Date': ['1970-01-01', null]}",
        "{'Text': 'on /Date(0)/ or so', 'n': 1}; {'Text': 'on /Date(0)/ or so', 'n': 1}",
        "{'Date': '/Date(99999999999999999999)/'}; {'Date': '/Date(99999999999999999999)/'}"
      })
  void momentsAreWrittenAsIsoDoes(String from, String to) throws IOException {
    Object record = JsonValues.parse(json(from));
    DATES.transform(PlainValues.map(record), Map.of());
    assertThat(record).isEqualTo(JsonValues.parse(json(to)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
