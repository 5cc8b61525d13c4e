package io.navette.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an API answers and what must be read from it: a {@code scenarios*.yaml} in {@code
 * src/test/resources/connectors/NAME}. Its format is described in {@code
 * docs/adding-a-connector.md}.
 *
 * @param file the file, which stands for the fixture in test reports
 * @param connection as it would stand in navette.yaml
 * @param copies files beside it that the connection refers to
 * @param answers to what is asked besides the pages: tokens, parents
 * @param renewal the path credentials are renewed at; without it a refusal is final
 * @param streams the first goes through all scenarios
 * @param others streams that are only asked for their first page: the address that must be asked
 */
public record ApiFixture(
    Path file,
    Map<String, @Nullable Object> connection,
    List<String> copies,
    List<Answer> answers,
    Optional<String> renewal,
    List<Part> streams,
    Map<String, String> others) {

  /**
   * What is answered to the requests it fits to.
   *
   * @param query parameters that must be there, with these values
   * @param requestHeaders that must be there, with these values
   * @param body parts the request's body must hold
   */
  public record Answer(
      String path,
      Map<String, String> query,
      Map<String, String> requestHeaders,
      List<String> body,
      int status,
      Map<String, String> headers,
      String text) {}

  /**
   * One stream.
   *
   * @param pages of a whole read, in order
   * @param rows of it: the columns named must have these values
   * @param empty what each page answers when there is nothing; absent when that can't be
   * @param limit how this API says that there were too many requests, besides Retry-After
   * @param ends answers that end a run at once
   * @param token whether a page names the next, so that one that comes again is noticed
   */
  public record Part(
      String name,
      List<Answer> pages,
      List<Map<String, String>> rows,
      Optional<String> cursor,
      Optional<News> news,
      Optional<String> empty,
      Optional<Limit> limit,
      List<End> ends,
      boolean token) {}

  /** What a second run must ask for and read. */
  public record News(List<Answer> pages, List<Map<String, String>> rows) {}

  /** An answer that asks to wait so many seconds. */
  public record Limit(int status, Map<String, String> headers, String body, long seconds) {}

  /**
   * An answer that ends a run.
   *
   * @param failure the kind, as {@code quota}
   * @param says a part of its message
   */
  public record End(Answer answer, String failure, String says) {}

  /** All there are. */
  public static List<ApiFixture> all() throws IOException {
    return FixtureFiles.named("scenarios.*[.]yaml").stream().map(ApiFixture::read).toList();
  }

  /** The one of this name, as {@code lightspeed/r}. */
  public static ApiFixture of(String name) throws IOException {
    return all().stream()
        .filter(fixture -> fixture.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no fixture " + name));
  }

  private static ApiFixture read(Path file) {
    return new ApiFixtureReader(file).fixture();
  }

  @Override
  public String toString() {
    return FixtureFiles.ROOT
        .relativize(file)
        .toString()
        .replaceFirst("/scenarios[.]yaml|scenarios-", "")
        .replace(".yaml", "");
  }
}
