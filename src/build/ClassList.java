import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The union of lists that {@code -XX:DumpLoadedClassList} wrote in several processes.
 *
 * <p>A list holds one line a class, {@code name id: number}, the number good within its own list
 * only; {@code @cp class index…} for the constant-pool entries that were resolved; and other
 * {@code @} lines for lambdas. The format is the virtual machine's own (JDK 25,
 * classListParser.hpp); the numbers may be left out where no class names a superclass by them, and
 * that is so for all classes of the JDK's own loaders. The order does not matter, so it is that of
 * the names: the same lines give the same list.
 */
final class ClassList {
  private static final String CONSTANT_POOL = "@cp ";

  private final Set<String> classes = new TreeSet<>();
  private final Map<String, Set<Integer>> constantPools = new TreeMap<>();
  private final Set<String> others = new TreeSet<>();

  void add(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith(CONSTANT_POOL)) {
        addConstantPool(line.split(" "));
      } else if (line.startsWith("@")) {
        others.add(line);
      } else if (!line.startsWith("#") && !line.contains(" source: ")) {
        classes.add(line.replaceFirst(" id: \\d+$", ""));
      }
    }
  }

  private void addConstantPool(String[] words) {
    Set<Integer> indexes = constantPools.computeIfAbsent(words[1], name -> new TreeSet<>());
    for (int i = 2; i < words.length; i++) {
      indexes.add(Integer.valueOf(words[i]));
    }
  }

  List<String> lines() {
    var lines = new ArrayList<>(classes);
    lines.addAll(others);
    constantPools.forEach((name, indexes) -> {
      var line = new StringBuilder(CONSTANT_POOL).append(name);
      indexes.forEach(index -> line.append(' ').append(index));
      lines.add(line.toString());
    });
    return lines;
  }
}
