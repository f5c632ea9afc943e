package ipc.cli.stream;

import ipc.cli.Invocation;
import ipc.engine.stream.Tap;
import ipc.render.HexLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Shows what goes one way on standard error, with a mark before each line. */
final class HexTrace implements Tap {
  private final OutputStream error;
  private final char mark;
  private long passed;

  HexTrace(Invocation invocation, char mark) {
    this.error = invocation.streams().error();
    this.mark = mark;
  }

  @Override
  public void pass(byte[] bytes, int offset, int count) {
    StringBuilder text = new StringBuilder();
    for (int done = 0; done < count; done += HexLine.MOST_BYTES) {
      int some = Math.min(HexLine.MOST_BYTES, count - done);
      text.append(mark).append(' ');
      HexLine.append(text, passed + done, bytes, offset + done, some);
    }
    passed += count;
    try {
      error.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
      error.flush();
    } catch (IOException failure) {
      throw new IllegalStateException("a stream of ours raised an IOException", failure);
    }
  }

  @Override
  public void end() {
    // The verdict tells of it.
  }

  @Override
  public boolean catchUp() {
    return true;
  }
}
