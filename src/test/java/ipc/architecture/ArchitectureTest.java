package ipc.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may use what. A violation reads {@code class -> what it must not use}. */
class ArchitectureTest {
  /** No mechanisms, but what all of them move bytes and messages by. */
  private static final Set<String> SHARED =
      Set.of("ipc.engine.stream", "ipc.engine.message", "ipc.engine.conversation");

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final List<CompiledClass> CLASSES =
      CompiledClass.under(Path.of("target", "classes"));

  /**
   * The areas that each area may use beside itself and the JDK; {@code ipc} itself composes. What
   * the command line tells its documents is in terms of the model and of columns.
   */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "cli", Set.of("engine", "render", "model"),
          "shell", Set.of("cli", "engine", "render", "model"),
          "docs", Set.of("cli", "render", "model"),
          "engine", Set.of("sys", "proc", "model"),
          "render", Set.of("model"),
          "proc", Set.of("model"),
          "sys", Set.of(),
          "model", Set.of());

  private static final Set<String> METHOD_HANDLES =
      Set.of(
          "java.lang.foreign.Linker",
          "java.lang.foreign.SymbolLookup",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodHandles",
          "java.lang.invoke.MethodHandles$Lookup");

  private static final Set<String> SURROUNDINGS =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.getProperties",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Instant.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.ZoneId.systemDefault");

  /** os.arch chooses the kernel's numbers, java.home is where the JNI door lies. */
  private static final Set<String> READS_PROPERTIES =
      Set.of(
          "ipc.proc.SleepingCall -> java.lang.System.getProperty",
          "ipc.sys.FileCalls -> java.lang.System.getProperty",
          "ipc.sys.JniDoor -> java.lang.System.getProperty",
          "ipc.sys.SyscallNumbers -> java.lang.System.getProperty");

  private static final Set<String> STANDARD_STREAMS =
      Set.of(
          "java.lang.System.out",
          "java.lang.System.err",
          "java.lang.System.in",
          "java.lang.System.console",
          "java.lang.System.exit",
          "java.lang.Runtime.exit",
          "java.lang.Runtime.halt",
          "java.lang.Throwable.printStackTrace");

  private static final Pattern STRAY_NAME =
      Pattern.compile(".*(Utils?|Common|Helpers?|Manager|Impl|Base)");
  private static final Pattern OWN_TYPE =
      Pattern.compile("(?<![\\w.\"'])ipc(?:\\.[a-z]+)*\\.[A-Z]\\w*");

  @Test
  void areas_use_only_what_lies_below_them() {
    assertNone(typesThat(this::isAgainstTheArrows));
  }

  /** The compiler copies constants, so class files do not tell whose they were. */
  @Test
  void sources_name_only_what_lies_below_them() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path source : sources()) {
      String text = Files.readString(source).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
      String name = SOURCES.relativize(source).toString().replace(".java", "").replace('/', '.');
      Matcher used = OWN_TYPE.matcher(text);
      while (used.find()) {
        if (isAgainstTheArrows(name, used.group())) {
          violations.add(name + " -> " + used.group());
        }
      }
    }

    assertNone(violations);
  }

  private boolean isAgainstTheArrows(String user, String used) {
    String from = area(user);
    String to = area(used);
    if (!used.startsWith("ipc.") || from.isEmpty() || from.equals(to)) {
      return false;
    }
    Set<String> allowed = ARROWS.get(from);
    return allowed == null || !allowed.contains(to);
  }

  /** The part of a name between "ipc." and the next dot; empty for a class of {@code ipc}. */
  private static String area(String type) {
    String[] parts = CompiledClass.packageOf(type).split("\\.");
    return parts.length < 2 ? "" : parts[1];
  }

  /** What moves bytes in one direction is what those that carry bytes have in common. */
  @Test
  void mechanisms_meet_only_through_the_engine() {
    assertNone(
        typesThat((user, used) -> {
          String to = CompiledClass.packageOf(used);
          return CompiledClass.packageOf(user).startsWith("ipc.engine")
              && to.startsWith("ipc.engine.")
              && !SHARED.contains(to)
              && !CompiledClass.packageOf(user).equals(to);
        }));
  }

  @Test
  void what_lies_below_the_command_line_uses_no_library() {
    assertNone(
        typesThat((user, used) ->
            !used.startsWith("ipc.")
                && !used.startsWith("java.")
                && !isOfTls(user, used)
                && Set.of("engine", "render", "proc", "sys", "model").contains(area(user))));
  }

  /** The JDK's, which begin with another word; nobody else is to load them. */
  private static boolean isOfTls(String user, String used) {
    return CompiledClass.packageOf(user).equals("ipc.engine.tls")
        && (used.startsWith("javax.net.ssl.") || used.startsWith("javax.security.auth.x500."));
  }

  @Test
  void picocli_is_seen_by_the_command_line_its_documents_and_the_shell_alone() {
    assertNone(
        typesThat((user, used) ->
            used.startsWith("picocli.") && !Set.of("cli", "docs", "shell").contains(area(user))));
  }

  @Test
  void jline_is_seen_by_the_shell_alone() {
    assertNone(
        typesThat((user, used) -> used.startsWith("org.jline.") && !area(user).equals("shell")));
  }

  @Test
  void native_functions_are_linked_by_the_door_alone() {
    Set<String> violations = new TreeSet<>();
    for (CompiledClass user : CLASSES) {
      for (String owner : user.memberOwners()) {
        if (METHOD_HANDLES.contains(owner) && !area(user.name()).equals("sys")) {
          violations.add(user.name() + " -> " + owner);
        }
      }
    }

    assertNone(violations);
  }

  @Test
  void memory_segments_are_seen_by_the_engine_and_the_door_alone() {
    assertNone(
        typesThat((user, used) ->
            used.equals("java.lang.foreign.MemorySegment")
                && !Set.of("engine", "sys").contains(area(user))));
  }

  @Test
  void standard_streams_and_the_exit_belong_to_the_program_alone() {
    assertNone(
        membersThat((user, used) -> STANDARD_STREAMS.contains(used) && !area(user).isEmpty()));
  }

  @Test
  void clocks_properties_and_environment_are_passed_in_below_the_command_line() {
    Set<String> violations =
        membersThat((user, used) ->
            SURROUNDINGS.contains(used)
                && Set.of("engine", "render", "proc", "sys", "model").contains(area(user)));

    violations.removeAll(READS_PROPERTIES);
    assertNone(violations);
  }

  @Test
  void nothing_has_a_name_that_says_nothing() {
    Set<String> violations = new TreeSet<>();
    for (CompiledClass each : CLASSES) {
      for (String part : each.name().split("[.$]")) {
        String capital = Character.toUpperCase(part.charAt(0)) + part.substring(1);
        if (STRAY_NAME.matcher(capital).matches()) {
          violations.add(each.name());
        }
      }
    }

    assertNone(violations);
  }

  @Test
  void every_package_says_what_belongs_there() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (Path source : sources()) {
      if (!Files.exists(source.resolveSibling("package-info.java"))) {
        violations.add(SOURCES.relativize(source.getParent()).toString());
      }
    }

    assertNone(violations);
  }

  /** A test of these tests: what is there is seen. */
  @Test
  void uses_are_seen_in_code_in_method_references_and_in_signatures() {
    assertTrue(
        membersThat((user, used) -> true).contains("ipc.Main -> java.lang.System.exit"), "a call");
    assertTrue(
        membersThat((user, used) -> true).contains("ipc.Main -> java.lang.System.nanoTime"),
        "a method reference");
    assertTrue(
        typesThat((user, used) -> true).contains("ipc.sys.ForeignDoor -> java.lang.foreign.Linker"),
        "a field");
    assertTrue(
        typesThat((user, used) -> true).contains("ipc.cli.Verb -> ipc.cli.Invocation"),
        "a parameter");
    assertTrue(isAgainstTheArrows("ipc.model.Size", "ipc.sys.Errno"));
    assertTrue(isAgainstTheArrows("ipc.cli.shm.ShmRead", "ipc.sys.Errno"));
    assertTrue(isAgainstTheArrows("ipc.newcomer.Type", "ipc.model.Size"));
  }

  private interface Rule {
    boolean isBroken(String user, String used);
  }

  private static Set<String> typesThat(Rule rule) {
    Set<String> found = new TreeSet<>();
    for (CompiledClass user : CLASSES) {
      for (String used : user.types()) {
        if (rule.isBroken(user.name(), used)) {
          found.add(user.name() + " -> " + used);
        }
      }
    }
    return found;
  }

  private static Set<String> membersThat(Rule rule) {
    Set<String> found = new TreeSet<>();
    for (CompiledClass user : CLASSES) {
      for (String used : user.members()) {
        if (rule.isBroken(user.name(), used)) {
          found.add(user.name() + " -> " + used);
        }
      }
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Predicate<Path> isType =
          file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java");
      return files.filter(isType).toList();
    }
  }

  private static void assertNone(Set<String> violations) {
    assertEquals("", String.join("\n", violations));
  }
}
