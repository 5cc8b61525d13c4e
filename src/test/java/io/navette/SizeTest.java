package io.navette;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Ceilings, not goals: a file of 400 lines, a method of 40. */
final class SizeTest {
  private static final Path MAIN = Path.of("src/main/java");

  @Test
  void noFileIsLongerThan400Lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > 400) {
        tooLong.add(file + " has " + lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noMethodIsLongerThan40Lines() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources()));
      List<String> tooLong = new ArrayList<>();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      task.parse().forEach(unit -> unit.accept(new Methods(positions, unit, tooLong), null));
      assertThat(tooLong).isEmpty();
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static final class Methods extends TreeScanner<Void, Void> {
    private final SourcePositions positions;
    private final com.sun.source.tree.CompilationUnitTree unit;
    private final List<String> tooLong;

    Methods(
        SourcePositions positions,
        com.sun.source.tree.CompilationUnitTree unit,
        List<String> tooLong) {
      this.positions = positions;
      this.unit = unit;
      this.tooLong = tooLong;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      long from = line(positions.getStartPosition(unit, method));
      long to = line(positions.getEndPosition(unit, method));
      if (to - from >= 40) {
        tooLong.add(unit.getSourceFile().getName() + ":" + from + " " + method.getName());
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
