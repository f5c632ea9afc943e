package ipc.shell;

import ipc.cli.Environment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The variables of a shell, and which of them its commands get in their environment. */
final class Variables {
  private final Map<String, String> values;
  private final Set<String> exported;

  /** What the process was started with; commands get all of it. */
  Variables(Environment environment) {
    this.values = new HashMap<>(environment.variables());
    this.exported = new HashSet<>(values.keySet());
  }

  private Variables(Variables other) {
    this.values = new HashMap<>(other.values);
    this.exported = new HashSet<>(other.exported);
  }

  /** The same, changed apart from these. */
  Variables copy() {
    return new Variables(this);
  }

  /** Makes these what others are. */
  void become(Variables others) {
    values.clear();
    values.putAll(others.values);
    exported.clear();
    exported.addAll(others.exported);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Sets one; commands get it if they got it before. */
  void set(String name, String value) {
    values.put(name, value);
  }

  void export(String name) {
    exported.add(name);
  }

  void unset(String name) {
    values.remove(name);
    exported.remove(name);
  }

  /** All of them, sorted by their names. */
  Map<String, String> sorted() {
    return new TreeMap<>(values);
  }

  /**
   * What a command gets.
   *
   * @param own values of its own, which nobody else sees
   */
  Environment environment(Map<String, String> own) {
    Map<String, String> given = new HashMap<>();
    for (String name : exported) {
      String value = values.get(name);
      if (value != null) {
        given.put(name, value);
      }
    }
    given.putAll(own);
    return new Environment(given);
  }

  static List<String> entries(Environment environment) {
    return environment.with(List.of());
  }
}
