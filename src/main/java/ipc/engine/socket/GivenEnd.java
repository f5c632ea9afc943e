package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.conversation.DescriptorEnd;
import ipc.engine.conversation.StreamEnd;
import ipc.sys.FileStatus;
import ipc.sys.SocketOptionCalls;

/** A descriptor that we were started with, of whatever kind, as an end of a conversation. */
public final class GivenEnd {
  private GivenEnd() {}

  /**
   * Takes it.
   *
   * @param role of what was opened to be read and written, and is no connection
   * @throws IpcException if it is not open, or a socket that listens
   */
  public static StreamEnd of(Engine engine, int number, DescriptorEnd.Role role) {
    FileStatus status = new FileStatus();
    boolean isSocket =
        engine.kernel().files().fstat(number, status) >= 0
            && status.kind() == FileStatus.Kind.SOCKET;
    if (!isSocket) {
      return DescriptorEnd.given(engine, number, role);
    }
    String name = "fd:" + number;
    refuseListening(engine.kernel().socketOptions(), number, name);
    return new SocketEnd(engine, Descriptor.owned(engine.kernel(), number, name));
  }

  private static void refuseListening(SocketOptionCalls calls, int number, String name) {
    if (calls.ofSocket(number, SocketOptionCalls.SO_ACCEPTCONN) > 0) {
      throw new IpcException.BadUsage(
          "'" + name + "' is a listening socket", "--listen takes connections at it, as A");
    }
  }
}
