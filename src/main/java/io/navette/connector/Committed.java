package io.navette.connector;

import io.navette.row.Rejection;
import java.util.List;

/** What a commit did, and the rows it still had to refuse. */
public record Committed(Changes changes, List<Rejection> rejections) {
  public Committed {
    rejections = List.copyOf(rejections);
  }

  public static Committed of(Changes changes) {
    return new Committed(changes, List.of());
  }
}
