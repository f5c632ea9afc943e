package ipc.engine.stream;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.sys.Errno;
import ipc.sys.FileCalls;

/** Where a verdict goes: a file, which is opened before anything is moved, or a descriptor. */
public final class ReportFile implements AutoCloseable {
  private static final String DESCRIPTOR = "fd:";
  private static final int MODE = 0666;

  private final Engine engine;
  private final Descriptor file;
  private final boolean isOurs;

  private ReportFile(Engine engine, Descriptor file, boolean isOurs) {
    this.engine = engine;
    this.file = file;
    this.isOurs = isOurs;
  }

  /**
   * Opens it.
   *
   * @param place a path, or {@code fd:N}
   */
  public static ReportFile open(Engine engine, String place) {
    if (!place.startsWith(DESCRIPTOR)) {
      int flags = FileCalls.O_WRONLY | FileCalls.O_CREAT;
      Descriptor file = Descriptor.open(engine.kernel(), place, flags, MODE, place);
      if (file.status().isRegular()) {
        engine.kernel().files().ftruncate(file.number(), 0);
      }
      return new ReportFile(engine, file, true);
    }
    int number = number(place);
    int flags = engine.kernel().files().fcntl(number, FileCalls.F_GETFL, 0);
    if (flags < 0) {
      throw Failures.of("report to", place, flags);
    }
    return new ReportFile(engine, Descriptor.owned(engine.kernel(), number, place), false);
  }

  private static int number(String place) {
    String digits = place.substring(DESCRIPTOR.length());
    boolean isNumber = !digits.isEmpty() && digits.length() < 8;
    for (int i = 0; i < digits.length(); i++) {
      isNumber = isNumber && digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    if (!isNumber) {
      throw new IpcException.BadUsage(
          "cannot report to '" + place + "': no number of a descriptor", "as in --report fd:3");
    }
    return Integer.parseInt(digits);
  }

  /** Writes all of a verdict. */
  public void write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      int count = engine.kernel().files().write(file.number(), bytes, done, bytes.length - done);
      if (count > 0) {
        done += count;
      } else if (Errno.ofResult(count) != Errno.EINTR) {
        throw new IpcException.TransferFailed(
            "cannot report to " + file.name() + ": " + Failures.reason(count), null);
      }
    }
  }

  @Override
  public void close() {
    if (isOurs) {
      file.close();
    }
  }
}
