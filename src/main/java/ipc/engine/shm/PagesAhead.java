package ipc.engine.shm;

import ipc.sys.Kernel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Maps the pages of an attached segment before they are copied, and a few rounds ahead of the copy
 * in a thread of its own: a fault for each page costs more than its copy, and another processor can
 * do it meanwhile. Where that thread is behind, the copying one helps.
 *
 * <p>It only makes the copy faster. Where the kernel cannot (before Linux 5.14), or where no memory
 * is left, nothing happens here, and the copy itself finds out.
 */
final class PagesAhead implements AutoCloseable {
  // The smallest page that a kernel has; a larger one makes madvise(2) refuse.
  private static final long PAGE_BYTES = 1 << 12;
  private static final int ROUNDS_AHEAD = 8;

  private final Kernel kernel;
  private final long from;
  private final long lengthBytes;
  private final int advice;
  private final AtomicLong next = new AtomicLong();
  private final Semaphore permits = new Semaphore(0);
  private volatile long end;
  private Thread thread;

  /**
   * Nothing happens before {@link #prepare}.
   *
   * @param from the address where the copy begins
   * @param lengthBytes how much is copied at most
   * @param advice of madvise(2): whether pages are read or written
   */
  PagesAhead(Kernel kernel, long from, long lengthBytes, int advice) {
    this.kernel = kernel;
    this.from = from;
    this.lengthBytes = lengthBytes;
    this.advice = advice;
  }

  /**
   * Sees to the pages of the round that begins after so many bytes, and begins with those after.
   */
  void prepare(long doneBytes) {
    long round = doneBytes / Transfer.ROUND_BYTES;
    if (thread == null) {
      next.set(round);
      thread = Thread.ofPlatform().name("pages ahead").daemon().start(this::runAhead);
    }
    long wanted = round + 1 + ROUNDS_AHEAD;
    int more = (int) (wanted - Math.max(end, round));
    end = wanted;
    permits.release(Math.max(0, more));
    for (long unclaimed = next.get(); unclaimed <= round; unclaimed = next.get()) {
      mapIfUnclaimed(unclaimed);
    }
  }

  private void runAhead() {
    try {
      while (true) {
        permits.acquire();
        long unclaimed = next.get();
        if (unclaimed < end) {
          mapIfUnclaimed(unclaimed);
        }
      }
    } catch (InterruptedException ended) {
      // The copy is over, and with it the need for pages; this thread ends here.
    }
  }

  private void mapIfUnclaimed(long round) {
    long at = round * Transfer.ROUND_BYTES;
    if (next.compareAndSet(round, round + 1) && at < lengthBytes) {
      long begin = from + at & -PAGE_BYTES;
      long stop = from + Math.min(at + Transfer.ROUND_BYTES, lengthBytes);
      kernel.memory().madvise(begin, stop - begin, advice);
    }
  }

  /** Waits until nothing is mapped any more: the segment may be detached then. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
