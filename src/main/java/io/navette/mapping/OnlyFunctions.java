package io.navette.mapping;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/** Lets expressions reach the documented functions and nothing else of Java. */
final class OnlyFunctions implements JexlPermissions {
  @Override
  public boolean allow(Class<?> type) {
    return type == Functions.class;
  }

  @Override
  public boolean allow(Constructor<?> constructor) {
    return false;
  }

  @Override
  public boolean allow(Field field) {
    return false;
  }

  @Override
  public boolean allow(Method method) {
    return method.getDeclaringClass() == Functions.class && !method.getName().equals("catalog");
  }

  @Override
  public boolean allow(Package library) {
    return false;
  }

  @Override
  public JexlPermissions compose(String... sources) {
    return this;
  }
}
