package ipc.sys;

import java.nio.ByteBuffer;

/**
 * {@code struct msghdr} with one piece of text and room for one descriptor, as SCM_RIGHTS carries
 * it, unix(7). The layouts are the same on x86-64 and aarch64.
 *
 * <pre>
 * msghdr:  0 name, 8 its length, 16 vector, 24 its count, 32 control, 40 its length, 48 flags
 * iovec:   0 address, 8 length
 * cmsghdr: 0 length, 8 level, 12 type, 16 the descriptor
 * </pre>
 */
final class DescriptorMessage {
  // sys/socket.h
  static final int SCM_RIGHTS = 1;
  static final int MSGHDR_BYTES = 56;
  static final int MSG_IOV = 16;
  static final int MSG_IOVLEN = 24;
  static final int MSG_CONTROL = 32;
  static final int MSG_CONTROLLEN = 40;
  static final int IOVEC_BYTES = 16;
  static final int IOV_LEN = 8;
  static final int CMSG_LEVEL = 8;
  static final int CMSG_TYPE = 12;
  static final int CMSG_DATA = 16;
  // CMSG_LEN and CMSG_SPACE of one int
  static final int CMSG_LEN_OF_ONE = 20;
  static final int CMSG_SPACE_OF_ONE = 24;

  private final Scratch.Frame frame;
  private final ByteBuffer control;
  private final ByteBuffer header;

  private DescriptorMessage(Scratch.Frame frame, long text, int count, int controlBytes) {
    this.frame = frame;
    control = frame.zeros(CMSG_SPACE_OF_ONE);
    ByteBuffer vector = frame.zeros(IOVEC_BYTES);
    vector.putLong(0, text);
    vector.putLong(IOV_LEN, count);
    header = frame.zeros(MSGHDR_BYTES);
    header.putLong(MSG_IOV, frame.address(vector));
    header.putLong(MSG_IOVLEN, 1);
    header.putLong(MSG_CONTROL, frame.address(control));
    header.putLong(MSG_CONTROLLEN, controlBytes);
  }

  /** One that takes a descriptor along. */
  static DescriptorMessage carrying(Scratch.Frame frame, long text, int count, int descriptor) {
    DescriptorMessage message = new DescriptorMessage(frame, text, count, CMSG_SPACE_OF_ONE);
    message.control.putLong(0, CMSG_LEN_OF_ONE);
    message.control.putInt(CMSG_LEVEL, SocketOptionCalls.SOL_SOCKET);
    message.control.putInt(CMSG_TYPE, SCM_RIGHTS);
    message.control.putInt(CMSG_DATA, descriptor);
    return message;
  }

  /** One to be filled. */
  static DescriptorMessage empty(Scratch.Frame frame, long room, int count) {
    // Without the padding, in which a second descriptor would find room.
    return new DescriptorMessage(frame, room, count, CMSG_LEN_OF_ONE);
  }

  /** Where the header lies. */
  long address() {
    return frame.address(header);
  }

  /** The descriptor that came with a message, or -1. */
  int descriptor() {
    boolean came =
        header.getLong(MSG_CONTROLLEN) >= CMSG_LEN_OF_ONE
            && control.getInt(CMSG_LEVEL) == SocketOptionCalls.SOL_SOCKET
            && control.getInt(CMSG_TYPE) == SCM_RIGHTS;
    return came ? control.getInt(CMSG_DATA) : -1;
  }
}
