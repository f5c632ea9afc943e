package ipc.engine.tls;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.PipeCalls;

/**
 * Where plain bytes come from or go to: how it is used so that no call waits.
 *
 * @param descriptor the end
 * @param asks whether poll(2) must say first that a call does not wait
 * @param mostAtOnce the most that one write takes without waiting, once poll(2) said that it can
 */
record PlainEnd(FileCalls files, int descriptor, boolean asks, int mostAtOnce) {

  static PlainEnd of(Engine engine, Descriptor end) {
    FileCalls files = engine.kernel().files();
    boolean waits = (files.fcntl(end.number(), FileCalls.F_GETFL, 0) & FileCalls.O_NONBLOCK) == 0;
    boolean asks = waits && end.status().kind() != FileStatus.Kind.REGULAR;
    // A pipe that is writable has room for PIPE_BUF (pipe(7)); more would sleep, deaf to signals.
    int mostAtOnce = asks ? PipeCalls.PIPE_BUF : Integer.MAX_VALUE;
    return new PlainEnd(files, end.number(), asks, mostAtOnce);
  }

  boolean isReadyToRead() {
    return !asks || isReady(FileCalls.POLLIN);
  }

  boolean isReadyToWrite() {
    return !asks || isReady(FileCalls.POLLOUT);
  }

  private boolean isReady(int events) {
    return files.poll(new int[] {descriptor}, new int[] {events}, 0, new int[1]) > 0;
  }
}
