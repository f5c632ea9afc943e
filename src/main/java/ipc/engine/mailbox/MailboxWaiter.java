package ipc.engine.mailbox;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.model.Deadline;
import ipc.sys.Kernel;
import java.util.concurrent.Semaphore;

/**
 * Waits for a mailbox's next message beside other work. Who waits for a mailbox sleeps on a futex,
 * which is no descriptor: so a thread sleeps there, and writes a byte into a pipe when it is over.
 *
 * <p>A mailbox is for one thread: between {@link #arm} and its return it is the sleeper's, and else
 * its user's, who calls it back when it needs it.
 */
final class MailboxWaiter implements AutoCloseable {
  private final Kernel kernel;
  private final Mailbox mailbox;
  private final Descriptor woken;
  private final Descriptor waking;
  private final Semaphore armed = new Semaphore(0);
  private final Semaphore returned = new Semaphore(0);
  private Thread sleeper;
  private boolean isArmed;
  private volatile boolean isOver;
  private volatile Throwable failure;

  MailboxWaiter(Kernel kernel, Mailbox mailbox, String name) {
    this.kernel = kernel;
    this.mailbox = mailbox;
    int[] ends = new int[2];
    int result = kernel.pipes().pipe(ends);
    if (result < 0) {
      throw Failures.of("wait for", name, result);
    }
    this.woken = Descriptor.owned(kernel, ends[0], name);
    this.waking = Descriptor.owned(kernel, ends[1], name);
  }

  /** Readable when the mailbox is to be looked at again. */
  Descriptor woken() {
    return woken;
  }

  /** Lets the mailbox be waited for: a receive has just found nothing. */
  void arm() {
    if (sleeper == null) {
      sleeper = Thread.ofPlatform().name("mailbox").daemon().start(this::sleep);
    }
    isArmed = true;
    armed.release();
  }

  /** Whether the mailbox is ours: it was not given to the sleeper, or has come back. */
  boolean isBack() {
    if (isArmed && returned.tryAcquire()) {
      takeBack();
    }
    return !isArmed;
  }

  /** Makes the mailbox ours, whatever may come. */
  void call() {
    if (isArmed) {
      mailbox.call();
      returned.acquireUninterruptibly();
      takeBack();
    }
  }

  private void takeBack() {
    isArmed = false;
    kernel.files().read(woken.number(), new byte[1]);
    if (failure instanceof RuntimeException trouble) {
      throw trouble;
    }
    if (failure instanceof Error trouble) {
      throw trouble;
    }
  }

  private void sleep() {
    armed.acquireUninterruptibly();
    while (!isOver) {
      try {
        mailbox.awaitCall(Deadline.never());
      } catch (RuntimeException | Error trouble) {
        failure = trouble;
      }
      // The byte first: who has the mailbox back takes it out again.
      kernel.files().write(waking.number(), new byte[1], 0, 1);
      returned.release();
      armed.acquireUninterruptibly();
    }
  }

  /** Ends the sleeper; the mailbox is its user's. */
  @Override
  public void close() {
    try {
      call();
    } finally {
      isOver = true;
      armed.release();
      woken.close();
      waking.close();
    }
  }
}
