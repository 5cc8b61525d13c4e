package io.navette.connector;

/**
 * A source in which no two rows of one reader share the key that {@link Source#describe} tells: the
 * system itself sees to that.
 */
public interface DistinctKeys {}
