package io.navette.config;

import io.navette.connector.Setting;
import io.navette.connector.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Written settings with what they are declared as. */
record SettingValues(List<Setting> declared, Map<String, SettingValue> written, Path folder) {
  SettingValues {
    declared = List.copyOf(declared);
    written = Map.copyOf(written);
  }

  Settings resolve(String name, References references) {
    return new Resolver(references).settings(name, declared, written, folder);
  }
}
