package io.navette.connector;

/**
 * How a connector presents itself.
 *
 * @param title the system's own name: {@code PostgreSQL}
 * @param summary one sentence for the catalog
 * @param category {@code database}, {@code file}, {@code api} or {@code warehouse}
 */
public record ConnectorCard(String title, String summary, String category) {}
