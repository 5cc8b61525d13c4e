package io.navette.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of memory as the launcher reads it: {@code 512m}, {@code 2g}. */
record MemorySize(long megabytes) {
  /** Java itself, its compiled code and its threads take most of this. */
  private static final long LEAST = 160;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mMgG])");

  /** Reads what stands behind {@code --max-memory}. */
  static final class Converter implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String value) {
      Matcher form = FORM.matcher(value);
      if (!form.matches()) {
        throw new TypeConversionException("'" + value + "' is not a size such as 512m or 2g");
      }
      long number = Long.parseLong(form.group(1));
      MemorySize size =
          new MemorySize(form.group(2).equalsIgnoreCase("g") ? number * 1024 : number);
      if (size.megabytes() < LEAST) {
        throw new TypeConversionException("'" + value + "' is less than " + LEAST + "m");
      }
      return size;
    }
  }
}
