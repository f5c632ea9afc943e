package ipc;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Tells what reaches Java through a launcher. The first word says what. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    byte[][] bytes = new byte[args.length][];
    for (int i = 0; i < args.length; i++) {
      bytes[i] = args[i].getBytes(StandardCharsets.UTF_8);
    }
    System.exit(start(bytes));
  }

  public static int start(byte[][] args) throws IOException {
    switch (text(args[0])) {
      case "arguments" -> {
        for (int i = 1; i < args.length; i++) {
          System.out.println(HexFormat.of().formatHex(args[i]));
        }
      }
      case "environment" ->
          System.getenv().forEach((name, value) -> System.out.println(name + "=" + value));
      case "status" -> {
        return Integer.parseInt(text(args[1]));
      }
      case "home" -> System.out.println(System.getProperty("java.home"));
      case "signals" -> System.out.print(Files.readString(Path.of("/proc/thread-self/status")));
      case "descriptors" -> Files.write(Path.of(text(args[1])), descriptors());
      case "block" -> {
        System.out.println("ready");
        System.in.read();
      }
      default -> throw new IllegalArgumentException(text(args[0]));
    }
    return 0;
  }

  private static String text(byte[] word) {
    return new String(word, StandardCharsets.UTF_8);
  }

  private static List<String> descriptors() {
    return List.of(
        "read 0: " + outcome(() -> new FileInputStream(FileDescriptor.in).read()),
        "write 1: " + outcome(() -> write(FileDescriptor.out)),
        "write 2: " + outcome(() -> write(FileDescriptor.err)));
  }

  private static int write(FileDescriptor descriptor) throws IOException {
    var stream = new FileOutputStream(descriptor);
    stream.write('x');
    return 0;
  }

  private interface Attempt {
    int run() throws IOException;
  }

  private static String outcome(Attempt attempt) {
    try {
      attempt.run();
      return "done";
    } catch (IOException failure) {
      return failure.getMessage();
    }
  }
}
