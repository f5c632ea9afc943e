package ipc.engine;

import ipc.model.ByteText;
import ipc.proc.Parsed;
import ipc.proc.ProcAnswer;
import ipc.proc.ProcessStat;
import ipc.sys.Errno;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One process for good: pids come again, and mean something in their namespace alone.
 *
 * @param pid its number
 * @param namespace the inode of its pid namespace
 * @param startTicks when it started, in clock ticks since boot
 */
public record ProcessIdentity(int pid, int namespace, long startTicks) {

  /**
   * The process that has a pid now.
   *
   * @throws IpcException.NoSuchObject if there is none, or it has ended already
   * @throws IpcException.NotPermitted if it is hidden from us
   * @throws IpcException.Unsupported if /proc shows another namespace than ours
   */
  public static ProcessIdentity of(Engine engine, int pid) {
    Kernel kernel = engine.kernel();
    int namespace =
        namespace(kernel)
            .orElseThrow(() ->
                new IpcException.Unsupported(
                    "cannot tell processes apart: /proc shows another pid namespace", null));
    Optional<ProcessStat> stat = stat(kernel, pid);
    if (stat.isPresent() && !hasEnded(stat.get())) {
      return new ProcessIdentity(pid, namespace, stat.get().startTicks());
    }
    if (stat.isEmpty() && kernel.processes().kill(pid, 0) != -Errno.ESRCH.number()) {
      throw new IpcException.NotPermitted("process " + pid + " is hidden from us", null);
    }
    throw new IpcException.NoSuchObject("there is no process " + pid, null);
  }

  /** Our pid namespace; empty where /proc shows another, for then it tells nothing of ours. */
  private static Optional<Integer> namespace(Kernel kernel) {
    byte[] link = new byte[32];
    int length = kernel.files().readlinkat(FileCalls.AT_FDCWD, bytes("/proc/self"), link);
    FileStatus status = new FileStatus();
    boolean ours =
        length > 0
            && ByteText.decode(link, 0, length)
                .equals(Integer.toString(kernel.processes().getpid()));
    if (!ours
        || kernel.files().statx(FileCalls.AT_FDCWD, bytes("/proc/self/ns/pid"), 0, status) < 0) {
      return Optional.empty();
    }
    return Optional.of((int) status.inode());
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<ProcessStat> stat(Kernel kernel, int pid) {
    ProcAnswer<byte[]> text = new KernelProcSource(kernel).read("/proc/" + pid + "/stat");
    return text.content().map(ProcessStat::parse).flatMap(Parsed::first);
  }

  /** A first thread that has ended before the others is a zombie too, and its process lives. */
  private static boolean hasEnded(ProcessStat stat) {
    return stat.ended() && stat.threads() <= 1;
  }

  /**
   * Whether the kernel has said that it is gone, as a zombie too. Of a process of another
   * namespace, and of one that is hidden from us, it says nothing: then false.
   */
  public boolean isKnownToBeGone(Kernel kernel) {
    Optional<Integer> ours = namespace(kernel);
    if (ours.isEmpty() || ours.get() != namespace) {
      return false;
    }
    Optional<ProcessStat> stat = stat(kernel, pid);
    return stat.isPresent()
        ? stat.get().startTicks() != startTicks || hasEnded(stat.get())
        : kernel.processes().kill(pid, 0) == -Errno.ESRCH.number();
  }
}
