package io.navette.connector.google;

import io.navette.failure.Failure;
import io.navette.http.Answer;
import io.navette.http.Judge;
import io.navette.http.Redaction;
import io.navette.http.Verdict;
import java.util.Locale;

/**
 * What the answers to a service account's signature mean (RFC 6749, 5.2): {@code invalid_grant} is
 * a key that was revoked, an account that is gone, or a clock that is wrong.
 */
record TokenJudge(String connection, GoogleCredential credential, Redaction redaction)
    implements Judge {
  @Override
  public Verdict judge(Answer answer, int tries) {
    int status = answer.status();
    if (status < 400) {
      return Verdict.accept();
    }
    if (status == 429) {
      return Verdict.limited();
    }
    if (status == 408 || status >= 500) {
      return Verdict.repeat();
    }
    String text = redaction.hide(answer.text()).replaceAll("[\\s{}\"]+", " ").strip();
    String said = text.substring(0, Math.min(text.length(), 300));
    boolean clock = said.toLowerCase(Locale.ROOT).contains("timeframe");
    throw new Failure.Access(
        connection
            + ": "
            + credential.tokenUri().getHost()
            + " refuses the key of "
            + credential.email()
            + ": "
            + status
            + " "
            + said,
        clock
            ? "set this machine's clock: it is too far from Google's"
            : "the key was revoked or its account deleted: make a new key in the Google Cloud"
                + " console, and put it in place of this one");
  }
}
