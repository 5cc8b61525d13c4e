package io.navette.connector;

import com.google.errorprone.annotations.MustBeClosed;
import io.navette.http.auth.Login;

/** A connector whose systems let a person log in. */
public interface LoginConnector extends Connector {
  /**
   * Prepares a login; sends nothing yet.
   *
   * @throws io.navette.failure.Failure.Configuration when the settings don't say where, or the
   *     connection needs none
   */
  @MustBeClosed
  Login openLogin(Settings settings);
}
