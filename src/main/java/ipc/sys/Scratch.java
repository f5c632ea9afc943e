package ipc.sys;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory for the arguments of system calls: a stack of frames, one stack a thread.
 *
 * <p>A frame is opened with {@code try}; the pieces it gave out are void once it is closed. Direct
 * buffers, not memory segments: their first use costs 0.1 ms at start-up where a segment's costs 6.
 */
final class Scratch {
  private static final int BLOCK_BYTES = 1 << 17;
  private static final int ALIGNMENT = 16;
  // Copied as one block: at start-up the interpreter would take 10 µs for the bytes of a statx.
  private static final byte[] ZEROS = new byte[512];

  private final Door door;
  private final ByteBuffer block = allocate(BLOCK_BYTES);
  private final long blockAddress;
  private int top;

  Scratch(Door door) {
    this.door = door;
    this.blockAddress = door.address(block);
  }

  private static ByteBuffer allocate(int sizeBytes) {
    return ByteBuffer.allocateDirect(sizeBytes).order(ByteOrder.nativeOrder());
  }

  /** Opens a frame above the ones that are open. */
  Frame frame() {
    return new Frame();
  }

  /** A part of the stack that ends with the {@code try} that opened it. */
  final class Frame implements AutoCloseable {
    private final int bottom = top;
    private final List<ByteBuffer> beyondBlock = new ArrayList<>(0);

    private Frame() {}

    /**
     * A piece with arbitrary content, aligned for every structure of the kernel.
     *
     * @return a buffer whose position 0 is the piece's first byte, in native order
     */
    ByteBuffer room(int sizeBytes) {
      int start = alignedTop();
      if (!fits(start, sizeBytes)) {
        ByteBuffer own = allocate(sizeBytes);
        beyondBlock.add(own);
        return own;
      }
      top = start + sizeBytes;
      return block.slice(start, sizeBytes).order(ByteOrder.nativeOrder());
    }

    private int alignedTop() {
      return (top + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private boolean fits(int start, int sizeBytes) {
      return start + (long) sizeBytes <= BLOCK_BYTES;
    }

    /** A piece of zeros, for structures that the kernel reads. */
    ByteBuffer zeros(int sizeBytes) {
      ByteBuffer piece = room(sizeBytes);
      for (int done = 0; done < sizeBytes; done += ZEROS.length) {
        piece.put(done, ZEROS, 0, Math.min(ZEROS.length, sizeBytes - done));
      }
      return piece;
    }

    /** Copies a text and the NUL that ends it; its address. */
    long text(byte[] bytes) {
      int start = alignedTop();
      if (fits(start, bytes.length + 1)) {
        // A slice and its address would cost more than all the rest of a short call.
        top = start + bytes.length + 1;
        block.put(start, bytes);
        block.put(start + bytes.length, (byte) 0);
        return blockAddress + start;
      }
      ByteBuffer piece = room(bytes.length + 1);
      piece.put(0, bytes);
      piece.put(bytes.length, (byte) 0);
      return door.address(piece);
    }

    /**
     * Copies bytes, as many as are asked for; their address.
     *
     * @param count at most 64 KiB
     */
    long bytes(byte[] from, int offset, int count) {
      int start = alignedTop();
      if (fits(start, count)) {
        top = start + count;
        block.put(start, from, offset, count);
        return blockAddress + start;
      }
      ByteBuffer piece = room(count);
      piece.put(0, from, offset, count);
      return door.address(piece);
    }

    /** Copies texts into a NULL-ended vector of pointers, as execve(2) takes it; its address. */
    long texts(List<byte[]> texts) {
      ByteBuffer vector = room((texts.size() + 1) * Long.BYTES);
      for (int i = 0; i < texts.size(); i++) {
        vector.putLong(i * Long.BYTES, text(texts.get(i)));
      }
      vector.putLong(texts.size() * Long.BYTES, 0L);
      return door.address(vector);
    }

    /** Where a piece lies, valid until the frame is closed. */
    long address(ByteBuffer piece) {
      return door.address(piece);
    }

    @Override
    public void close() {
      // The kernel had only addresses: the memory must outlive the last call of the frame.
      Reference.reachabilityFence(beyondBlock);
      Reference.reachabilityFence(block);
      top = bottom;
    }
  }
}
