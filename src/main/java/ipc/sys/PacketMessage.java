package ipc.sys;

import java.nio.ByteBuffer;

/**
 * {@code struct msghdr} to be filled with one packet of a Unix socket, where it came from and who
 * sent it (SCM_CREDENTIALS), unix(7). Its parts are those of {@link DescriptorMessage}.
 */
final class PacketMessage {
  // sys/socket.h
  static final int SCM_CREDENTIALS = 2;
  static final int MSG_NAME = 0;
  static final int MSG_NAMELEN = 8;
  // CMSG_LEN and CMSG_SPACE of a struct ucred
  static final int CMSG_LEN_OF_UCRED = 28;
  static final int CMSG_SPACE_OF_UCRED = 32;

  private final Scratch.Frame frame;
  private final ByteBuffer name;
  private final ByteBuffer control;
  private final ByteBuffer header;

  PacketMessage(Scratch.Frame frame, long room, int count) {
    this.frame = frame;
    name = frame.zeros(SocketAddressForm.SOCKADDR_BYTES);
    control = frame.zeros(CMSG_SPACE_OF_UCRED);
    ByteBuffer vector = frame.zeros(DescriptorMessage.IOVEC_BYTES);
    vector.putLong(0, room);
    vector.putLong(DescriptorMessage.IOV_LEN, count);
    header = frame.zeros(DescriptorMessage.MSGHDR_BYTES);
    header.putLong(MSG_NAME, frame.address(name));
    header.putInt(MSG_NAMELEN, SocketAddressForm.SOCKADDR_BYTES);
    header.putLong(DescriptorMessage.MSG_IOV, frame.address(vector));
    header.putLong(DescriptorMessage.MSG_IOVLEN, 1);
    header.putLong(DescriptorMessage.MSG_CONTROL, frame.address(control));
    // Without the padding, so that no descriptor of the sender's finds room and becomes ours.
    header.putLong(DescriptorMessage.MSG_CONTROLLEN, CMSG_LEN_OF_UCRED);
  }

  /** Where the header lies. */
  long address() {
    return frame.address(header);
  }

  /** Where the packet came from. */
  SocketAddress from() {
    return SocketAddressForm.decode(name, header.getInt(MSG_NAMELEN));
  }

  /** Whether the kernel told who sent it: of every packet it does, of the end of them it cannot. */
  boolean hasCredentials() {
    return header.getLong(DescriptorMessage.MSG_CONTROLLEN) >= CMSG_LEN_OF_UCRED
        && control.getInt(DescriptorMessage.CMSG_LEVEL) == SocketOptionCalls.SOL_SOCKET
        && control.getInt(DescriptorMessage.CMSG_TYPE) == SCM_CREDENTIALS;
  }

  /** Pid, uid and gid of the sender. */
  void credentials(int[] pidUidGid) {
    pidUidGid[0] = control.getInt(DescriptorMessage.CMSG_DATA);
    pidUidGid[1] = control.getInt(DescriptorMessage.CMSG_DATA + SocketOptionCalls.UCRED_UID);
    pidUidGid[2] = control.getInt(DescriptorMessage.CMSG_DATA + SocketOptionCalls.UCRED_GID);
  }
}
