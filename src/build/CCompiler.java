import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The C compiler of this machine, if it has one that works. */
final class CCompiler {
  /** Told to the build instead of a compiler's name: behave as if there were none. */
  private static final String NONE = "none";

  private final String name;
  private final Path work;

  CCompiler(String name, Path work) {
    this.name = name;
    this.work = work;
  }

  /**
   * Tries the compiler on a program that needs the headers ours need: a compiler without the C
   * library's headers, or a JDK without its own, is as good as none.
   */
  boolean works() throws IOException, InterruptedException {
    if (name.equals(NONE) || !Tool.isThere(name)) {
      return false;
    }
    Path source = work.resolve("probe.c");
    Files.writeString(
        source, "#include <dlfcn.h>\n#include <jni.h>\nint main(void) { return 0; }\n");
    return tool(work.resolve("probe"), List.of(source), List.of()).status() == 0;
  }

  /** Compiles and links {@code sources}; a warning is an error. */
  void compile(Path target, List<Path> sources, List<String> flags)
      throws IOException, InterruptedException {
    tool(target, sources, flags).run();
  }

  private Tool tool(Path target, List<Path> sources, List<String> flags) {
    Path headers = Path.of(System.getProperty("java.home"), "include");
    var command =
        new ArrayList<>(
            List.of(name, "-O2", "-s", "-Wall", "-Wextra", "-Werror", "-I" + headers)); // jni.h
    command.add("-I" + headers.resolve("linux")); // jni_md.h
    command.addAll(List.of("-o", target.toString()));
    sources.forEach(source -> command.add(source.toString()));
    command.addAll(flags);
    return new Tool(command, Map.of(), work.resolve("cc.log"));
  }
}
