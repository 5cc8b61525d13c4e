package io.navette.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamSelectionTest {
  @ParameterizedTest
  @CsvSource({
    "*,anything,true",
    "dbo.*,dbo.ChantierDef,true",
    "dbo.*,public.x,false",
    "*.x,a.x,true",
    "a*c,ac,true",
    "a*c,abc,true",
    "ab*bc,abc,false",
    "a*b*c,a1b2c,true",
    "a*b*c,acb,false",
    "plain,plain,true",
    "plain,plainer,false",
  })
  void aStarStandsForAnyText(String pattern, String name, boolean matches) {
    assertThat(StreamSelection.matches(pattern, name)).isEqualTo(matches);
  }
}
