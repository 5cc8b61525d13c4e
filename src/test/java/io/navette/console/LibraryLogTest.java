package io.navette.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LibraryLogTest {
  @Test
  void aLibrarysLineIsItsClassAndWhatItSays() {
    LogRecord entry = new LogRecord(Level.SEVERE, "connection {0} broke");
    entry.setLoggerName("org.example.Pool");
    entry.setParameters(new Object[] {7});

    assertThat(new LibraryLog.Line().format(entry))
        .isEqualTo("Pool: connection 7 broke" + System.lineSeparator());
  }

  @Test
  void whatWasThrownStandsBelow() {
    LogRecord entry = new LogRecord(Level.SEVERE, "no answer");
    entry.setLoggerName("Pool");
    entry.setThrown(new IllegalStateException("closed"));

    assertThat(new LibraryLog.Line().format(entry))
        .startsWith("Pool: no answer" + System.lineSeparator())
        .contains("java.lang.IllegalStateException: closed")
        .contains("at io.navette.console.LibraryLogTest");
  }

  @Test
  void onlyErrorsAreLoggedByAnyWay() throws Exception {
    new LibraryLog();

    assertThat(Logger.getLogger("org.example").isLoggable(Level.WARNING)).isFalse();
    assertThat(Logger.getLogger("org.example").isLoggable(Level.SEVERE)).isTrue();
    assertThat(LoggerFactory.getLogger("org.example").isWarnEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("org.example").isErrorEnabled()).isTrue();
    assertThat(System.getLogger("org.example").isLoggable(System.Logger.Level.WARNING)).isFalse();
    assertThat(System.getLogger("org.example").isLoggable(System.Logger.Level.ERROR)).isTrue();
  }
}
