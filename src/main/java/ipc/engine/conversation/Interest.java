package ipc.engine.conversation;

import ipc.engine.Descriptor;
import ipc.sys.EpollCalls;
import java.util.Arrays;

/**
 * What a task waits for, and what came of it: a few descriptors with their events.
 *
 * <p>An error and a hang-up of a descriptor that is named are always waited for. One that is to
 * stay unheard must not be named: as long as it lasts it would wake the loop again and again.
 */
public final class Interest {
  private Descriptor[] descriptors = new Descriptor[4];
  private int[] wanted = new int[4];
  private int[] happened = new int[4];
  private int count;

  /** To be asked again when there is something to read, or an end of it. */
  public void readable(Descriptor descriptor) {
    add(descriptor, EpollCalls.EPOLLIN);
  }

  /** To be asked again when something can be written. */
  public void writable(Descriptor descriptor) {
    add(descriptor, EpollCalls.EPOLLOUT);
  }

  /** To be asked again when the other side of it is gone. */
  public void broken(Descriptor descriptor) {
    add(descriptor, 0);
  }

  /** Whether an error or a hang-up of it woke the task. */
  public boolean isBroken(Descriptor descriptor) {
    return (happened(descriptor) & (EpollCalls.EPOLLERR | EpollCalls.EPOLLHUP)) != 0;
  }

  /** Whether there was something to read from it, or an end of it, when the task was woken. */
  public boolean isReadable(Descriptor descriptor) {
    return (happened(descriptor) & (EpollCalls.EPOLLIN | EpollCalls.EPOLLHUP)) != 0;
  }

  private int happened(Descriptor descriptor) {
    int index = indexOf(descriptor.number());
    return index < 0 ? 0 : happened[index];
  }

  private int indexOf(int number) {
    for (int i = 0; i < count; i++) {
      if (descriptors[i].number() == number) {
        return i;
      }
    }
    return -1;
  }

  private void add(Descriptor descriptor, int events) {
    int index = indexOf(descriptor.number());
    if (index >= 0) {
      wanted[index] |= events;
      return;
    }
    if (count == descriptors.length) {
      descriptors = Arrays.copyOf(descriptors, 2 * count);
      wanted = Arrays.copyOf(wanted, 2 * count);
      happened = Arrays.copyOf(happened, 2 * count);
    }
    descriptors[count] = descriptor;
    wanted[count] = events;
    happened[count] = 0;
    count++;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  Descriptor descriptor(int index) {
    return descriptors[index];
  }

  int wanted(int index) {
    return wanted[index];
  }

  boolean names(int number) {
    return indexOf(number) >= 0;
  }

  /** Whether it waits for just these events of the very same open file. */
  boolean has(Descriptor descriptor, int events) {
    int index = indexOf(descriptor.number());
    return index >= 0 && descriptors[index] == descriptor && wanted[index] == events;
  }

  void note(int number, int events) {
    int index = indexOf(number);
    if (index >= 0) {
      happened[index] |= events;
    }
  }

  void forgetWhatHappened() {
    Arrays.fill(happened, 0, count, 0);
  }
}
