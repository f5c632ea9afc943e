package ipc.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Another process that makes and uses objects as any C program would: Python over the C library. It
 * lives until it is closed. Without Python the test is skipped.
 */
public final class Peer implements AutoCloseable {
  private static final String PRELUDE =
      """
      import ctypes, mmap, os, struct, sys, threading, time
      c = ctypes.CDLL(None, use_errno=True)
      c.mq_open.restype = ctypes.c_int
      c.sem_open.restype = ctypes.c_void_p
      c.shmat.restype = ctypes.c_void_p
      c.ftok.restype = ctypes.c_int
      class sembuf(ctypes.Structure):
          _fields_ = [("num", ctypes.c_ushort), ("op", ctypes.c_short), ("flg", ctypes.c_short)]
      def check(result):
          if result is None or result in (-1, 0xffffffffffffffff):
              raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
          return result
      """;
  private static final String END =
      """

      print("ready", flush=True)
      sys.stdin.read()
      """;

  private final Process process;
  private final List<String> printed;

  private Peer(Process process, List<String> printed) {
    this.process = process;
    this.printed = printed;
  }

  /** Starts a script and waits until it has run to its end; then it stays. */
  public static Peer start(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("python3", "-c", PRELUDE + script + END));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException missing) {
      Assumptions.abort("no python3 here to be the other process");
      throw new UncheckedIOException(missing);
    }
    List<String> printed = new ArrayList<>();
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the script failed");
        }
        printed.add(line);
      }
    } catch (IOException failure) {
      process.destroyForcibly();
      throw new UncheckedIOException(failure);
    }
    return new Peer(process, printed);
  }

  public int pid() {
    return (int) process.pid();
  }

  /** What the script printed, line by line. */
  public List<String> printed() {
    return printed;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
