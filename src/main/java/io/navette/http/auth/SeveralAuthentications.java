package io.navette.http.auth;

import io.navette.http.Authentication;
import java.util.List;
import okhttp3.Request;

/** Several proofs in one request, as that of a program and that of the customer it acts for. */
public record SeveralAuthentications(List<Authentication> all) implements Authentication {
  public SeveralAuthentications {
    all = List.copyOf(all);
  }

  @Override
  public void apply(Request.Builder request) {
    all.forEach(one -> one.apply(request));
  }

  /** Renews all, as the answer does not tell which was refused. */
  @Override
  public boolean renew(Request refused) {
    boolean renewed = false;
    for (Authentication one : all) {
      renewed |= one.renew(refused);
    }
    return renewed;
  }
}
