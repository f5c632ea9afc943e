package ipc.proc;

import java.util.List;

/**
 * The way to the files under {@code /proc}: four questions, each answered with what was found or
 * with why there is no answer.
 *
 * <p>Paths and names are text in which bytes that are not UTF-8 are kept (see {@link
 * ipc.model.ByteText}). No method throws for what the kernel answers.
 */
public interface ProcSource {
  /**
   * Reads a whole file.
   *
   * <p>The size that the kernel gives for files of {@code /proc} is 0, so read until the end of
   * input. The buffer must be large from the first read(2) on, 64 KiB say: files under {@code
   * /proc/sys} give nothing after the first read, and of the others each read is a snapshot of its
   * own.
   *
   * @param path an absolute path
   */
  ProcAnswer<byte[]> read(String path);

  /**
   * Lists the names in a directory, without {@code .} and {@code ..}, in any order.
   *
   * @param directory an absolute path
   */
  ProcAnswer<List<String>> list(String directory);

  /**
   * Reads the text of a symbolic link.
   *
   * @param path an absolute path
   */
  ProcAnswer<String> link(String path);

  /**
   * Tells which file a path leads to, the last link followed.
   *
   * <p>It is asked for every open descriptor of every process, so it must not wait for a file
   * server (statx(2) with {@code AT_STATX_DONT_SYNC}) and must not open the file: to open a FIFO
   * releases peers that wait.
   *
   * @param path an absolute path, most often {@code /proc/PID/fd/N}
   */
  ProcAnswer<FileStatus> identity(String path);
}
