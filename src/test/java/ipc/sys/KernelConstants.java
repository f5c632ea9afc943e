package ipc.sys;

import ipc.proc.SleepingCall;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every constant of {@code ipc.sys} that the kernel or the C library decides, found by reflection,
 * so that none can be forgotten. As a program it prints them: the system property {@code os.arch}
 * chooses the architecture, and it is read but once in the life of a virtual machine.
 */
final class KernelConstants {
  /** Sizes that are ours to choose, and an offset that the JDK decides. */
  private static final Set<String> OURS =
      Set.of(
          "AccountCalls.MOST_TEXT_BYTES",
          "AccountCalls.TEXT_BYTES",
          "ForeignDoor.ERRNO_OFFSET",
          "Scratch.ALIGNMENT",
          "Scratch.BLOCK_BYTES");

  private KernelConstants() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    StringBuilder text = new StringBuilder();
    all().forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    System.out.print(text);
  }

  /** The constants by class and name. */
  static Map<String, Long> all() throws ReflectiveOperationException {
    Map<String, Long> constants = new TreeMap<>();
    Path classes =
        Path.of(Kernel.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    File[] files = classes.resolve("ipc/sys").toFile().listFiles();
    for (File file : files) {
      String name = file.getName();
      if (name.endsWith(".class") && !name.equals("package-info.class")) {
        addFields(
            Class.forName(
                "ipc.sys." + name.substring(0, name.length() - ".class".length()),
                false,
                KernelConstants.class.getClassLoader()),
            constants);
      }
    }
    for (Errno errno : Errno.values()) {
      if (errno != Errno.UNKNOWN) {
        constants.put("Errno." + errno, (long) errno.number());
      }
    }
    Field bits = FileStatus.Kind.class.getDeclaredField("bits");
    bits.setAccessible(true);
    for (FileStatus.Kind kind : FileStatus.Kind.values()) {
      constants.put("FileStatus.Kind." + kind, (long) bits.getInt(kind));
    }
    Method number = SleepingCall.class.getDeclaredMethod("number");
    number.setAccessible(true);
    for (SleepingCall call : SleepingCall.values()) {
      constants.put("SleepingCall." + call, (long) number.invoke(call));
    }
    return constants;
  }

  private static void addFields(Class<?> type, Map<String, Long> into)
      throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      String name = type.getSimpleName() + "." + field.getName();
      boolean isNumber = field.getType() == int.class || field.getType() == long.class;
      if (isNumber && Modifier.isStatic(field.getModifiers()) && !OURS.contains(name)) {
        field.setAccessible(true);
        into.put(name, field.getLong(null));
      }
    }
  }
}
