package io.navette.connector;

import io.navette.row.Rejection;
import java.util.List;

/**
 * What a commit did, and the rows it still had to refuse.
 *
 * @param receipts of the rows since the last commit, where the target gives them
 */
public record Committed(Changes changes, List<Rejection> rejections, List<Receipt> receipts) {
  public Committed {
    rejections = List.copyOf(rejections);
    receipts = List.copyOf(receipts);
  }

  public Committed(Changes changes, List<Rejection> rejections) {
    this(changes, rejections, List.of());
  }

  public static Committed of(Changes changes) {
    return new Committed(changes, List.of());
  }
}
