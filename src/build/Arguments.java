import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line of {@link BuildImage} and {@link BuildPackages}: {@code --name=value …}, then
 * perhaps {@code --libraries CLASSPATH}, of which the jars count.
 */
record Arguments(Map<String, String> values, List<Path> libraries) {
  static Arguments parse(String[] args) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--libraries") && i == args.length - 2) {
        return new Arguments(Map.copyOf(values), jars(args[i + 1]));
      }
      String[] parts = args[i].split("=", 2);
      if (!parts[0].startsWith("--") || parts.length != 2) {
        throw new BuildFailure("unknown argument '" + args[i] + "'");
      }
      values.put(parts[0].substring(2), parts[1]);
    }
    return new Arguments(Map.copyOf(values), List.of());
  }

  private static List<Path> jars(String classPath) {
    return Stream.of(classPath.split(":"))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new BuildFailure("no argument '--" + name + "=…'");
    }
    return value;
  }

  /** A path that may be left empty. */
  Optional<Path> given(String name) {
    return text(name).isEmpty() ? Optional.empty() : Optional.of(path(name));
  }

  Path path(String name) {
    return Path.of(text(name)).toAbsolutePath();
  }
}
