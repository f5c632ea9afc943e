package ipc.engine.tls;

import ipc.engine.Failures;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory for bytes on their way: they come in at its back and leave at its front.
 *
 * <pre>
 *   0 ........ start ........ end ........ capacity
 *     gone           held          free
 * </pre>
 *
 * <p>Whole pages of our own, which the kernel fills and empties without a copy, and which only
 * become memory once they are touched: what a quiet conversation has costs next to nothing. They go
 * back when it is closed.
 */
final class Room implements AutoCloseable {
  private final Kernel kernel;
  private final int capacity;
  private final long address;
  private ByteBuffer view;
  private int start;
  private int end;

  /** Room for so many bytes. */
  Room(Kernel kernel, int capacity, String subject) {
    this.kernel = kernel;
    this.capacity = capacity;
    address = kernel.memory().mapAnonymous(capacity);
    if (address < 0) {
      throw Failures.of("make room for", subject, address);
    }
    view = kernel.memory().view(address, capacity).order(ByteOrder.BIG_ENDIAN);
  }

  /** How many bytes are held. */
  int held() {
    return end - start;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** How many more it takes. */
  int free() {
    return capacity - held();
  }

  /** A byte that is held, counted from the front. */
  int peek(int index) {
    return view.get(start + index) & 0xFF;
  }

  /** What is held, to be read from; {@link #taken} ends it. */
  ByteBuffer front() {
    return view.clear().limit(end).position(start);
  }

  /** What was read from the front is gone. */
  void taken() {
    start = view.position();
    restartWhenEmpty();
  }

  /** What is free, to be written to; {@link #added} ends it. Moves what is held where it must. */
  ByteBuffer back() {
    makeContiguous();
    return view.clear().position(end);
  }

  /** What was written to the back is held. */
  void added() {
    end = view.position();
  }

  /** Forgets what is held. */
  void clear() {
    start = 0;
    end = 0;
  }

  private void makeContiguous() {
    if (start > 0) {
      view.clear().limit(end).position(start);
      view.compact();
      end -= start;
      start = 0;
    }
  }

  private void restartWhenEmpty() {
    if (start == end) {
      clear();
    }
  }

  /** read(2) into what is free, of which there is some; the kernel's result. */
  long readFrom(FileCalls files, int descriptor) {
    makeContiguous();
    long count = files.read(descriptor, address + end, capacity - end);
    if (count > 0) {
      end += (int) count;
    }
    return count;
  }

  /** write(2) of what is held, at most so many bytes; the kernel's result. */
  long writeTo(FileCalls files, int descriptor, int most) {
    long count = files.write(descriptor, address + start, Math.min(held(), most));
    if (count > 0) {
      start += (int) count;
      restartWhenEmpty();
    }
    return count;
  }

  @Override
  public void close() {
    if (view != null) {
      view = null; // nothing of ours may look there any more
      kernel.memory().munmap(address, capacity);
    }
  }
}
