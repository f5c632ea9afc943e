package ipc.cli.shm;

import ipc.engine.shm.SharedSegment;
import ipc.render.HexLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The canonical form of hexdump(1): the offset, sixteen bytes, the printable characters; equal
 * lines shortened to one star; the end's offset last. Offsets count from the segment's beginning.
 */
final class HexDump implements ShmRead.Rounds {
  private static final int LINE_BYTES = HexLine.MOST_BYTES;
  private static final int ROUND_BYTES = LINE_BYTES * 4096;

  private final SharedSegment segment;
  private final long endOffset;
  private final byte[] round = new byte[ROUND_BYTES];
  private long offset;
  private byte[] previous = new byte[0];
  private boolean starred;

  HexDump(SharedSegment segment, long offset, long lengthBytes) {
    this.segment = segment;
    this.offset = offset;
    this.endOffset = offset + lengthBytes;
  }

  @Override
  public boolean writeNext(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    int wanted = (int) Math.min(ROUND_BYTES, endOffset - offset);
    int count = wanted == 0 ? 0 : Math.min(wanted, segment.read(offset, round));
    for (int start = 0; start < count; start += LINE_BYTES) {
      line(text, Arrays.copyOfRange(round, start, Math.min(count, start + LINE_BYTES)));
    }
    boolean done = count == 0 || offset >= endOffset;
    if (done && !(previous.length == 0)) {
      HexLine.offset(text, offset);
      text.append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    return !done;
  }

  private void line(StringBuilder text, byte[] bytes) {
    if (Arrays.equals(bytes, previous)) {
      if (!starred) {
        text.append("*\n");
      }
      starred = true;
    } else {
      starred = false;
      HexLine.append(text, offset, bytes, 0, bytes.length);
    }
    previous = bytes;
    offset += bytes.length;
  }
}
