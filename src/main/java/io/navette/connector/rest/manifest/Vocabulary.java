package io.navette.connector.rest.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The components a manifest may use, each with the fields it must have. */
final class Vocabulary {
  private static final String COMPONENTS =
      """
      AddFields fields
      AddedFieldDefinition path value
      ApiKey inject_into
      ApiKeyAuthenticator
      AsyncJobStatusMap running completed failed timeout
      AsyncRetriever record_selector status_mapping creation_requester polling_requester download_requester status_extractor
      AuthFlow
      BasicHttpAuthenticator username
      Bearer
      BearerAuthenticator api_token
      BlockSimultaneousSyncsAction
      CheckDynamicStream stream_count
      CheckStream
      ComplexFieldType field_type
      ComponentMappingDefinition field_path value
      CompositeErrorHandler error_handlers
      ConcurrencyLevel default_concurrency
      ConditionalStreams streams condition
      ConfigAddFields fields
      ConfigComponentsResolver stream_config components_mapping
      ConfigMigration transformations
      ConfigNormalizationRules
      ConfigRemapField map field_path
      ConfigRemoveFields field_pointers
      ConstantBackoffStrategy backoff_time_in_seconds
      CsvDecoder
      CursorPagination cursor_value
      DatetimeBasedCursor cursor_field datetime_format start_datetime
      DeclarativeSource version check
      DeclarativeStream retriever
      DefaultErrorHandler
      DefaultPaginator pagination_strategy
      DpathExtractor field_path
      DpathFlattenFields field_path
      DpathValidator field_path validation_strategy
      DynamicDeclarativeStream stream_template components_resolver
      DynamicSchemaLoader retriever schema_type_identifier
      DynamicStreamCheckConfig dynamic_stream_name
      ExponentialBackoffStrategy
      FileUploader requester download_target_extractor
      FixedWindowCallRatePolicy period call_limit matchers
      FlattenFields
      GroupByKeyMergeStrategy key
      GroupingPartitionRouter group_size underlying_partition_router
      GzipDecoder decoder
      HTTPAPIBudget policies
      HttpComponentsResolver retriever components_mapping
      HttpRequestRegexMatcher
      HttpRequester
      HttpResponseFilter
      IncrementingCountCursor cursor_field
      InlineSchemaLoader
      IterableDecoder
      JsonDecoder
      JsonFileSchemaLoader
      JsonItemsDecoder items_path
      JsonSchemaPropertySelector
      JsonlDecoder
      JwtAuthenticator secret_key algorithm
      KeyTransformation
      KeysReplace old new
      KeysToLower
      KeysToSnakeCase
      LegacySessionTokenAuthenticator header login_url session_token_response_key validate_session_url
      LegacyToPerPartitionStateMigration
      ListPartitionRouter cursor_field values
      MinMaxDatetime datetime
      MovingWindowCallRatePolicy rates matchers
      NoAuth
      NoPagination
      OAuthAuthenticator
      OAuthConfigSpecification
      OffsetIncrement
      PageIncrement
      PaginationReset action
      PaginationResetLimits
      ParametrizedComponentsResolver stream_parameters components_mapping
      ParentStreamConfig parent_key partition_field stream
      PredicateValidator value validation_strategy
      PropertiesFromEndpoint property_field_path retriever
      PropertyChunking property_limit_type
      QueryProperties property_list
      QuotaStatusSource url
      Rate limit interval
      RateLimitedMultipleTokenAuthenticator tokens quota_status_source quotas
      RecordExpander expand_records_from_field
      RecordFilter
      RecordSelector extractor
      RemoveFields field_pointers
      RequestBodyGraphQL value
      RequestBodyGraphQlQuery query
      RequestBodyJsonObject value
      RequestBodyPlainText value
      RequestBodyUrlEncodedForm value
      RequestOption inject_into
      RequestPath
      ResponseToFileExtractor
      SchemaTypeIdentifier key_pointer
      SelectiveAuthenticator authenticators authenticator_selection_path
      SessionTokenAuthenticator login_requester session_token_path request_authentication
      SessionTokenRequestApiKeyAuthenticator inject_into
      SessionTokenRequestBearerAuthenticator
      SimpleRetriever record_selector requester
      Spec connection_specification
      StateDelegatingStream name full_refresh_stream incremental_stream
      StreamConfig configs_pointer
      StreamGroup streams action
      StreamParametersDefinition list_of_parameters_for_stream
      SubstreamPartitionRouter parent_stream_configs
      TokenQuota name remaining_path reset_path
      TypesMap target_type current_type
      UnionPartitionRouter partition_field partition_routers
      UnlimitedCallRatePolicy matchers
      ValidateAdheresToSchema base_schema
      WaitTimeFromHeader header
      WaitUntilTimeFromHeader header
      XmlDecoder
      ZipfileDecoder decoder
      """;

  private static final Map<String, List<String>> REQUIRED = read();

  private Vocabulary() {}

  private static Map<String, List<String>> read() {
    Map<String, List<String>> required = new LinkedHashMap<>();
    COMPONENTS
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(words -> required.put(words.getFirst(), words.subList(1, words.size())));
    return required;
  }

  static boolean knows(String type) {
    return REQUIRED.containsKey(type) || type.startsWith("navette:");
  }

  /** Whether the component is code of its author's, which is never run. */
  static boolean isCustom(String type) {
    return type.startsWith("Custom");
  }

  static List<String> required(String type) {
    return REQUIRED.getOrDefault(type, List.of());
  }
}
