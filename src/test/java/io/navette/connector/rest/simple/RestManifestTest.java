package io.navette.connector.rest.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navette.connector.Setting;
import io.navette.connector.rest.manifest.Manifest;
import io.navette.connector.rest.value.PlainValues;
import io.navette.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RestManifestTest {
  private static Map<String, @Nullable Object> tree(String yaml) {
    return Manifest.tree(yaml, "test");
  }

  private static Map<String, @Nullable Object> stream(String settings) {
    List<@Nullable Object> streams =
        PlainValues.list(RestManifest.of(tree(settings)).get("streams"));
    return PlainValues.map(streams.getFirst());
  }

  private static Map<String, @Nullable Object> retriever(String settings) {
    return PlainValues.map(stream(settings).get("retriever"));
  }

  @Test
  void tenLinesAreAWholeManifest() {
    Map<String, @Nullable Object> manifest =
        RestManifest.of(
            tree(
                """
                url: https://api.example.com/v1/
                streams: {orders: orders, people: crm/people}
                headers: {Accept-Language: fr}
                params: {fields: all, until: "{{ now_utc() }}"}
                auth: {type: bearer, token: t0ken}
                pagination: {type: page, size: 50, size_param: per_page}
                data_path: data.{stream}
                key: [id]
                """));
    assertThat(manifest)
        .isEqualTo(
            tree(
                """
                type: DeclarativeSource
                version: 7.28.0
                check: {type: CheckStream, stream_names: [orders]}
                streams:
                  - type: DeclarativeStream
                    name: orders
                    primary_key: [id]
                    retriever: &retriever
                      type: SimpleRetriever
                      requester: &requester
                        type: HttpRequester
                        url_base: "{{ config['url'] }}"
                        path: orders
                        http_method: GET
                        authenticator:
                          type: BearerAuthenticator
                          api_token: "{{ config['auth']['token'] }}"
                        request_headers:
                          Accept-Language: "{{ config['headers']['Accept-Language'] }}"
                        request_parameters:
                          fields: "{{ config['params']['fields'] }}"
                          until: "{{ now_utc() }}"
                      record_selector:
                        type: RecordSelector
                        extractor: {type: DpathExtractor, field_path: [data, orders]}
                      paginator:
                        type: DefaultPaginator
                        pagination_strategy:
                          type: PageIncrement
                          start_from_page: 1
                          inject_on_first_request: true
                          page_size: 50
                        page_token_option:
                          {type: RequestOption, inject_into: request_parameter, field_name: page}
                        page_size_option:
                          {type: RequestOption, inject_into: request_parameter, field_name: per_page}
                  - type: DeclarativeStream
                    name: people
                    primary_key: [id]
                    retriever:
                      <<: *retriever
                      requester: {<<: *requester, path: crm/people}
                      record_selector:
                        type: RecordSelector
                        extractor: {type: DpathExtractor, field_path: [data, people]}
                """));
    assertThat(Manifest.of(manifest, "test").refused()).isEmpty();
  }

  static Stream<Arguments> authentications() {
    return Stream.of(
        Arguments.of("{}", "{type: NoAuth}"),
        Arguments.of(
            "{type: api_key, key: k, in: params, name: apikey}",
            """
            type: ApiKeyAuthenticator
            api_token: "{{ config['auth']['key'] }}"
            inject_into: {type: RequestOption, inject_into: request_parameter, field_name: apikey}
            """),
        Arguments.of(
            "{type: basic, username: u, password: p}",
            """
            type: BasicHttpAuthenticator
            username: "{{ config['auth']['username'] }}"
            password: "{{ config['auth']['password'] }}"
            """),
        Arguments.of(
            "{type: oauth2_client_credentials, token_url: t, client_id: i, client_secret: s, scopes: [read]}",
            """
            type: OAuthAuthenticator
            grant_type: client_credentials
            token_refresh_endpoint: "{{ config['auth']['token_url'] }}"
            client_id: "{{ config['auth']['client_id'] }}"
            client_secret: "{{ config['auth']['client_secret'] }}"
            scopes: [read]
            """),
        Arguments.of(
            "{type: oauth2_refresh_token, token_url: t, client_id: i, client_secret: s, refresh_token: r}",
            """
            type: OAuthAuthenticator
            grant_type: refresh_token
            token_refresh_endpoint: "{{ config['auth']['token_url'] }}"
            client_id: "{{ config['auth']['client_id'] }}"
            client_secret: "{{ config['auth']['client_secret'] }}"
            refresh_token: "{{ config['auth']['refresh_token'] }}"
            refresh_token_updater:
              access_token_config_path: [auth, access_token]
              refresh_token_config_path: [auth, refresh_token]
              token_expiry_date_config_path: [auth, token_expiry_date]
            """));
  }

  @ParameterizedTest
  @MethodSource("authentications")
  void eachAuthenticationIsAnAuthenticator(String auth, String expected) {
    Object requester = retriever("url: https://x.test/a\nauth: " + auth).get("requester");
    assertThat(PlainValues.map(requester).get("authenticator")).isEqualTo(tree(expected));
  }

  static Stream<Arguments> paginations() {
    return Stream.of(
        Arguments.of("{type: none}", "{type: NoPagination}"),
        Arguments.of(
            "{}",
            """
            type: DefaultPaginator
            pagination_strategy: {type: "navette:DetectedPagination"}
            page_token_option: {type: RequestPath}
            """),
        Arguments.of(
            "{type: offset, size: 10, param: skip, in: body}",
            """
            type: DefaultPaginator
            pagination_strategy: {type: OffsetIncrement, page_size: 10, inject_on_first_request: true}
            page_token_option: {type: RequestOption, inject_into: body_json, field_name: skip}
            """),
        Arguments.of(
            "{type: cursor, path: meta.next, param: after}",
            """
            type: DefaultPaginator
            pagination_strategy:
              type: CursorPagination
              cursor_value: "{{ (response.get('meta') or {}).get('next') }}"
              stop_condition: "{{ not (response.get('meta') or {}).get('next') }}"
            page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: after}
            """),
        Arguments.of(
            "{type: next_url, path: next}",
            """
            type: DefaultPaginator
            pagination_strategy:
              type: CursorPagination
              cursor_value: "{{ response.get('next') }}"
              stop_condition: "{{ not response.get('next') }}"
            page_token_option: {type: RequestPath}
            """),
        Arguments.of(
            "{type: link_header}",
            """
            type: DefaultPaginator
            pagination_strategy:
              type: CursorPagination
              cursor_value: "{{ headers['link']['next']['url'] }}"
              stop_condition: "{{ 'next' not in headers['link'] }}"
            page_token_option: {type: RequestPath}
            """));
  }

  @ParameterizedTest
  @MethodSource("paginations")
  void eachPaginationIsAPaginator(String pagination, String expected) {
    Map<String, @Nullable Object> retriever =
        retriever("url: https://x.test/a\npagination: " + pagination);
    assertThat(retriever.get("paginator")).isEqualTo(tree(expected));
  }

  @Test
  void aCursorAsksForWhatChanged() {
    Map<String, @Nullable Object> stream =
        stream(
            """
            url: https://x.test/orders.json?all=1
            cursor: {field: updated, param: since, lookback: 3600, start: "2020-01-01T00:00:00Z"}
            """);
    assertThat(stream).containsEntry("name", "orders");
    assertThat(stream.get("incremental_sync"))
        .isEqualTo(
            tree(
                """
                type: DatetimeBasedCursor
                cursor_field: updated
                datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                start_datetime:
                  type: MinMaxDatetime
                  datetime: "{{ config['cursor']['start'] }}"
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                end_datetime:
                  type: MinMaxDatetime
                  datetime: "{{ now_utc().strftime('%Y-%m-%dT%H:%M:%SZ') }}"
                  datetime_format: "%Y-%m-%dT%H:%M:%SZ"
                start_time_option:
                  {type: RequestOption, inject_into: request_parameter, field_name: since}
                lookback_window: PT3600S
                """));
  }

  @Test
  void aCursorWithoutAParameterIsComparedHere() {
    Object incremental = stream("url: https://x.test\ncursor: {field: at}").get("incremental_sync");
    assertThat(PlainValues.map(incremental)).containsEntry("is_client_side_incremental", true);
  }

  @Test
  void dottedNamesOfABodyAreNested() {
    Object requester =
        retriever("{url: https://x.test, method: POST, body: {filter.open: y, filter.kind: z}}")
            .get("requester");
    assertThat(PlainValues.map(requester).get("request_body"))
        .isEqualTo(
            tree(
                """
                type: RequestBodyJsonObject
                value:
                  filter:
                    open: "{{ config['body']['filter.open'] }}"
                    kind: "{{ config['body']['filter.kind'] }}"
                """));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> stream("url: https://x.test\nauth: {type: bearer}"))
        .isInstanceOf(Failure.Configuration.class)
        .hasMessage("auth.token is missing: bearer needs it");
    assertThatThrownBy(() -> stream("url: https://x.test\npagination: {type: cursor}"))
        .hasMessage("pagination.path is missing: cursor needs it");
  }

  @Test
  void noSettingIsDeclaredTwice() {
    assertThat(RestManifest.settings()).extracting(Setting::name).doesNotHaveDuplicates();
  }
}
