package ipc.cli.shm;

import ipc.engine.shm.SharedSegment;
import java.io.IOException;
import java.io.OutputStream;

/** A text as C programs keep it: the bytes up to the first NUL, and one newline after them. */
final class CText implements ShmRead.Rounds {
  private static final int ROUND_BYTES = 1 << 16;

  private final SharedSegment segment;
  private final long endOffset;
  private final byte[] round = new byte[ROUND_BYTES];
  private long offset;

  CText(SharedSegment segment, long offset, long lengthBytes) {
    this.segment = segment;
    this.offset = offset;
    this.endOffset = offset + lengthBytes;
  }

  @Override
  public boolean writeNext(OutputStream out) throws IOException {
    int wanted = (int) Math.min(ROUND_BYTES, endOffset - offset);
    int count = wanted == 0 ? 0 : Math.min(wanted, segment.read(offset, round));
    int end = 0;
    while (end < count && round[end] != 0) {
      end++;
    }
    out.write(round, 0, end);
    offset += count;
    boolean done = end < count || count == 0 || offset >= endOffset;
    if (done) {
      out.write('\n');
    }
    return !done;
  }
}
