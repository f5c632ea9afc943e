package ipc.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something behind: a descriptor, a POSIX segment, a System V object.
 *
 * <p>Objects are known by the names and keys that {@link Machine} gives. The virtual machine's own
 * descriptors are passed over: it opens jars and sources of chance when it first needs them.
 */
public final class NothingLeft implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(NothingLeft.class);
  private static final int KEY_MASK = 0xFFFF_FF00;

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(OURS).put("descriptors", descriptors());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Set<?> before = test.getStore(OURS).get("descriptors", Set.class);
    // A child's pipes are closed by the thread that reaps it, a moment later.
    Machine.await(
        () -> before.containsAll(descriptors()),
        () -> {
          Set<String> after = descriptors();
          after.removeAll(before);
          return "descriptors are left open: " + after;
        });
    Set<String> objects = objects();
    if (!objects.isEmpty()) {
      throw new AssertionError("objects are left: " + objects);
    }
  }

  /** Each as "number target". */
  private static Set<String> descriptors() {
    Set<String> descriptors = new TreeSet<>();
    for (Path entry : entries("/proc/self/fd", "*")) {
      try {
        String target = Files.readSymbolicLink(entry).toString();
        if (!isOfTheVirtualMachine(target)) {
          descriptors.add(entry.getFileName() + " " + target);
        }
      } catch (IOException closed) {
        // It was the one that listed the directory.
      }
    }
    return descriptors;
  }

  private static boolean isOfTheVirtualMachine(String target) {
    return target.endsWith(".jar")
        || target.startsWith("/proc/")
        || target.equals("/dev/random")
        || target.equals("/dev/urandom");
  }

  private static Set<String> objects() {
    Set<String> objects = new TreeSet<>();
    for (Path entry : entries("/dev/shm", "*" + Machine.NAMES + "*")) {
      objects.add(entry.toString());
    }
    for (String family : new String[] {"shm", "msg", "sem"}) {
      try {
        for (String line : Files.readAllLines(Path.of("/proc/sysvipc", family))) {
          String key = line.strip().split("\\s+")[0];
          if (!key.equals("key") && (Integer.parseInt(key) & KEY_MASK) == Machine.KEYS) {
            objects.add("System V " + family + " with key " + key);
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return objects;
  }

  private static Set<Path> entries(String directory, String glob) {
    Set<Path> entries = new TreeSet<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(directory), glob)) {
      stream.forEach(entries::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return entries;
  }
}
