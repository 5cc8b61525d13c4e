package io.navette.connector.rest.manifest;

/**
 * One stream of a manifest that can't be run.
 *
 * @param name its name
 * @param path the place in the manifest that is the reason, as {@code #/streams/0/retriever}
 * @param place the file and line it stands in, as {@code shop.yaml:12}
 * @param reason why, in words
 */
public record RefusedStream(String name, String path, String place, String reason) {}
