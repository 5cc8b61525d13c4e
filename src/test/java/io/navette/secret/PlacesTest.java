package io.navette.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.failure.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlacesTest {
  private static final Path HOME = Path.of("/home/ann");

  @Test
  void followsTheBaseDirectoryRules() {
    Places usual = Places.of(Map.of(), HOME, Optional.empty());
    assertThat(usual.keystore()).hasToString("/home/ann/.config/navette/keystore.bcfks");
    assertThat(usual.history()).hasToString("/home/ann/.local/state/navette/history.db");
    Map<String, String> xdg = Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "relative");
    assertThat(Places.of(xdg, HOME, Optional.empty()).keystore())
        .hasToString("/c/navette/keystore.bcfks");
    assertThat(Places.of(xdg, HOME, Optional.empty()).history()).isEqualTo(usual.history());
  }

  @Test
  void homeMovesEverythingAndTenantsAreApart() {
    Places moved = Places.of(Map.of("NAVETTE_HOME", "/n"), HOME, Optional.of("north"));
    assertThat(moved.keystore()).hasToString("/n/tenants/north/keystore.bcfks");
    assertThat(moved.history()).hasToString("/n/tenants/north/history.db");
  }

  @Test
  void tenantsCanNotLeaveTheirFolder() {
    assertThatThrownBy(() -> Places.of(Map.of(), HOME, Optional.of("../other")))
        .isInstanceOf(Failure.Usage.class);
  }
}
