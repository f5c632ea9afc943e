package ipc.engine.mailbox;

import ipc.engine.ProcessIdentity;
import ipc.sys.Kernel;
import java.util.Optional;

/**
 * Leases that end earlier with a process. Who begins such a lease writes into the slot which
 * process that is; who waited a slice, or is about to answer empty, asks the kernel.
 *
 * <p>Only a process in the same pid namespace can prove the end: for all others the lease's own
 * time counts alone.
 *
 * <pre>
 *  1176  u64  how many such leases began; 0 where none is left, so that nobody looks
 * </pre>
 */
final class Holders {
  private final Attachment attachment;
  private final Memory memory;
  private final Slots slots;
  private final OwnerLock lock;
  private final Settling settling;
  private final Kernel kernel;
  private ProcessIdentity holder;
  private ProcessIdentity asked;
  private boolean askedIsGone;
  private int seen; // leases of processes, in the look in progress
  private int returned; // how many of these

  Holders(Attachment attachment, Settling settling) {
    this.attachment = attachment;
    this.memory = attachment.memory();
    this.slots = attachment.slots();
    this.lock = attachment.lock();
    this.kernel = attachment.engine().kernel();
    this.settling = settling;
  }

  /** From now on our leases end with that process. */
  void set(ProcessIdentity process) {
    holder = process;
  }

  /** Under the lock, before a lease begins: writes down whose it is. */
  void note(int slot) {
    if (holder == null) {
      slots.setHolder(slot, 0, 0, 0);
    } else {
      slots.setHolder(slot, holder.pid(), holder.namespace(), holder.startTicks());
      memory.put(Layout.HELD_BY_PROCESSES_AT, memory.getLong(Layout.HELD_BY_PROCESSES_AT) + 1);
    }
  }

  /** Who ends a lease of that state; empty where nobody does. */
  private Optional<ProcessIdentity> holder(int slot, long state) {
    int pid = slots.holderPid(slot);
    return pid == 0 || !SlotState.isUnderTerm(state) || SlotState.isPostponed(state)
        ? Optional.empty()
        : Optional.of(
            new ProcessIdentity(pid, slots.holderNamespace(slot), slots.holderStart(slot)));
  }

  /**
   * Gives back what processes held that are known to be gone. The lock is taken for each of these
   * alone.
   *
   * @return how many were given back
   */
  int returnOfTheGone() {
    long begun = memory.getLongAcquire(Layout.HELD_BY_PROCESSES_AT);
    if (begun == 0) {
      return 0;
    }
    asked = null;
    seen = 0;
    returned = 0;
    attachment.forEachHeld(this::returnIfGone);
    if (seen == 0) {
      forget(begun);
    }
    return returned;
  }

  private void returnIfGone(int slot) {
    long state = slots.state(slot);
    Optional<ProcessIdentity> process = holder(slot, state);
    if (process.isPresent()) {
      seen++;
      if (isGone(process.get()) && giveBack(slot, state)) {
        returned++;
      }
    }
  }

  /** Many leases in a row are often one process's: the kernel is asked once for these. */
  private boolean isGone(ProcessIdentity process) {
    if (asked == null
        || asked.pid() != process.pid()
        || asked.namespace() != process.namespace()
        || asked.startTicks() != process.startTicks()) {
      asked = process;
      askedIsGone = process.isKnownToBeGone(kernel);
    }
    return askedIsGone;
  }

  /** The state names one delivery: while it is the same, so is what was written down for it. */
  private boolean giveBack(int slot, long state) {
    return attachment.doUnderLock(() -> slots.state(slot) == state, () -> settling.giveBack(slot));
  }

  private void forget(long begun) {
    lock.lock();
    try {
      if (memory.getLong(Layout.HELD_BY_PROCESSES_AT) == begun) {
        memory.put(Layout.HELD_BY_PROCESSES_AT, 0L);
      }
    } finally {
      lock.unlock();
    }
  }
}
