package io.navette.connector.supplier;

import io.navette.connector.SinkConnector;
import io.navette.connector.SourceConnector;
import io.navette.http.Sleeper;
import java.util.function.Consumer;

/**
 * What the program lends to exchanges of files.
 *
 * @param csv reads CSV
 * @param csvOut writes it
 * @param jsonl reads a JSON document a line
 * @param sleeper waits for files that may still be growing
 * @param lines told which files were left out, and why
 */
public record ExchangeRuntime(
    SourceConnector csv,
    SinkConnector csvOut,
    SourceConnector jsonl,
    Sleeper sleeper,
    Consumer<String> lines) {}
