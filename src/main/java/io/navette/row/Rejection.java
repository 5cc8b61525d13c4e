package io.navette.row;

import java.util.Optional;

/**
 * A row that was refused, kept with its reason so that it can be replayed.
 *
 * @param stage who refused it
 * @param row the source row as a JSON object, column to value; what can't be parsed at all stands
 *     under the key {@code _raw}
 * @param column the offending column, where one is to blame
 * @param reason a sentence for a person; never a secret
 * @param position the row's place in the source for a person ({@code line 17}, {@code sheet A row
 *     3}); empty where the source has no order
 */
public record Rejection(
    Stage stage, String row, Optional<String> column, String reason, String position) {

  /** The step that refused a row. */
  public enum Stage {
    READ,
    MAP,
    CHECK,
    WRITE
  }
}
