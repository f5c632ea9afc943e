package ipc.cli.bridge;

import ipc.engine.IpcException;
import ipc.engine.stream.RecordFraming;
import java.util.Optional;

/** Whether it is said how messages are told apart where that must be said. */
final class MessageRules {
  private MessageRules() {}

  /**
   * Refuses a stream and messages without framing between them, and framing where nothing is told
   * apart.
   *
   * @param isTeeing whether messages are copied to a file, which is a stream
   */
  static void check(
      Optional<RecordFraming> framing,
      boolean areMessagesAtA,
      boolean areMessagesAtB,
      boolean isTeeing) {
    boolean areAnywhere = areMessagesAtA || areMessagesAtB;
    boolean isStreamAnywhere = !areMessagesAtA || !areMessagesAtB || isTeeing;
    if (areAnywhere && isStreamAnywhere && framing.isEmpty()) {
      throw new IpcException.BadUsage(
          "messages meet a stream, and it is not said how they are told apart there",
          "--lines, --nul (-0) or --length");
    }
    if (framing.isPresent() && !(areAnywhere && isStreamAnywhere)) {
      throw new IpcException.BadUsage(
          areAnywhere
              ? "both ends have messages, which go as they are: there is nothing to tell apart"
              : "--lines, --nul and --length are for messages, and both ends are streams",
          null);
    }
  }
}
