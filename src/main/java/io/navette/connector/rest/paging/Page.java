package io.navette.connector.rest.paging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known after a page was read.
 *
 * @param body the first decoded value of the response
 * @param headers as {@link ResponseHeaders} holds them
 * @param size how many records the page had
 * @param lastRecord the last of them
 * @param token the token the page was asked with; null for the first page
 */
public record Page(
    @Nullable Object body,
    Map<String, @Nullable Object> headers,
    int size,
    @Nullable Map<String, @Nullable Object> lastRecord,
    @Nullable Object token) {}
