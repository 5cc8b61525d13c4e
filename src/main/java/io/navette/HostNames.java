package io.navette;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;

/**
 * Names of hosts as the system resolves them. Java takes the first such provider it finds and looks
 * through all libraries where there is none.
 */
public final class HostNames extends InetAddressResolverProvider {
  @Override
  public InetAddressResolver get(Configuration configuration) {
    return configuration.builtinResolver();
  }

  @Override
  public String name() {
    return "system";
  }
}
