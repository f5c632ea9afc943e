package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.stream.Mover.Step;
import ipc.engine.stream.PromptDescriptor;
import ipc.sys.FileCalls;
import ipc.sys.PipeCalls;
import java.util.function.Supplier;

/**
 * Writes what was deciphered to a descriptor that may be one whose calls wait, and never waits.
 *
 * <p>Standard output is such a descriptor, and often a pipe. A write of more than PIPE_BUF would
 * sleep in it, and so little at a time costs more than the ciphers. But splice(2) can be told not
 * to wait, so the bytes go through a pipe of our own, from which the kernel moves their pages on.
 */
final class PlainOutput implements AutoCloseable {
  private static final int OWN_PIPE_BYTES = 1 << 18;
  private static final int NONE = -1;

  private final FileCalls files;
  private final PipeCalls pipes;
  private final PromptDescriptor to;
  private int ownReader = NONE;
  private int ownWriter = NONE;
  private int inOwnPipe;
  private long written;

  PlainOutput(Engine engine, Descriptor to) {
    files = engine.kernel().files();
    pipes = engine.kernel().pipes();
    this.to = new PromptDescriptor(engine, to);
    this.to.widen();
    if (this.to.isPipe() && this.to.mayWait()) {
      openOwnPipe();
    }
  }

  /** Not where the process has too many descriptors: then it asks. */
  private void openOwnPipe() {
    int[] ends = new int[2];
    if (pipes.pipe(ends) < 0) {
      return;
    }
    ownReader = ends[0];
    ownWriter = ends[1];
    files.fcntl(ownWriter, FileCalls.F_SETFL, FileCalls.O_NONBLOCK);
    pipes.setCapacity(ownWriter, OWN_PIPE_BYTES);
  }

  Descriptor to() {
    return to.descriptor();
  }

  /** How many bytes were written. */
  long written() {
    return written;
  }

  /** How many were taken and are not written yet. */
  int held() {
    return inOwnPipe;
  }

  /**
   * Writes what it can; there is something, here or there.
   *
   * @param before what was moved before, to be told of a failure
   * @return MOVED, NEEDS_ROOM, READER_GONE or RESET
   */
  Step write(Room plain, Supplier<String> before) {
    if (ownWriter == NONE) {
      return writeDirectly(plain, before);
    }
    if (!plain.isEmpty()) {
      // It takes nothing while it is full, and that is no failure.
      inOwnPipe += (int) Math.max(0, plain.writeTo(files, ownWriter, OWN_PIPE_BYTES));
    }
    long moved = pipes.splice(ownReader, to.number(), inOwnPipe);
    inOwnPipe -= (int) Math.max(0, moved);
    return ended(moved, before);
  }

  private Step writeDirectly(Room plain, Supplier<String> before) {
    return to.canWriteNow()
        ? ended(plain.writeTo(files, to.number(), to.mostAtOnce()), before)
        : Step.NEEDS_ROOM;
  }

  private Step ended(long result, Supplier<String> before) {
    written += Math.max(0, result);
    return to.writeCameTo(result, before);
  }

  @Override
  public void close() {
    if (ownWriter != NONE) {
      files.close(ownWriter);
      files.close(ownReader);
      ownWriter = NONE;
      ownReader = NONE;
    }
  }
}
