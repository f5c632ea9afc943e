package ipc.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Walks over {@code /proc/PID/maps} and makes nothing of a line but numbers, because a scan reads
 * tens of thousands of lines and wants few of them.
 *
 * <pre>
 * 7f9c7ee80000-7f9c7ee82000 rw-s 00000000 00:01 32769    /SYSV00001234 (deleted)
 * start        end          perm offset   dev   inode    path
 * hex                            hex      hex   decimal
 * </pre>
 */
final class MapsScanner {
  private static final String SYSV = "/SYSV";
  private static final int KEY_DIGITS = 8;
  private static final String DELETED = " (deleted)";

  private final TextScanner text;
  private final List<Malformed> malformed = new ArrayList<>();
  private long start;
  private long end;
  private boolean readable;
  private boolean writable;
  private boolean executable;
  private boolean shared;
  private long offset;
  private long major;
  private long minor;
  private long inode;
  private int pathFrom;
  private int pathTo;
  private boolean deleted;

  MapsScanner(byte[] text) {
    this.text = new TextScanner(text);
  }

  /** Moves to the next line that can be understood; false at the end. */
  boolean next() {
    while (text.nextLine()) {
      readLine();
      if (!text.failed()) {
        return true;
      }
      malformed.add(new Malformed(text.lineNumber(), "not a mapping"));
    }
    return false;
  }

  /** Returns the lines passed over so far because they could not be understood. */
  List<Malformed> malformed() {
    return malformed;
  }

  private void readLine() {
    start = text.unsigned(16);
    text.expect('-');
    end = text.unsigned(16);
    text.expect(' ');
    readable = flag('r', '-');
    writable = flag('w', '-');
    executable = flag('x', '-');
    shared = flag('s', 'p');
    text.expect(' ');
    offset = text.unsigned(16);
    text.expect(' ');
    major = text.unsigned(16);
    text.expect(':');
    minor = text.unsigned(16);
    text.expect(' ');
    inode = text.unsigned(10);
    if (!text.atLineEnd()) {
      text.expect(' ');
    }
    text.skipBlanks();
    pathFrom = text.position();
    pathTo = text.lineTo();
    if (Long.compareUnsigned(start, end) >= 0 || major < 0 || minor < 0) {
      text.fail();
    }
    deleted = text.startsAt(pathTo - DELETED.length(), pathTo, DELETED);
    if (deleted && pathTo - DELETED.length() >= pathFrom) {
      pathTo -= DELETED.length();
    } else {
      deleted = false;
    }
  }

  private boolean flag(char yes, char no) {
    int octet = text.octet();
    if (octet != yes && octet != no) {
      text.fail();
    }
    return octet == yes;
  }

  /**
   * Returns the key in the name of an attached System V segment, empty for any other mapping. The
   * inode number is then the segment's id.
   *
   * <p>The kernel names them {@code /SYSV} and the key in eight digits, always shared, always
   * "deleted", on an inner file system without a major number (ipc/shm.c). What is asked beyond the
   * name keeps out a file that somebody called so.
   */
  OptionalInt segmentKey() {
    if (!shared
        || !deleted
        || major != 0
        || inode < 0
        || inode > Integer.MAX_VALUE
        || pathTo - pathFrom != SYSV.length() + KEY_DIGITS
        || !text.startsAt(pathFrom, pathTo, SYSV)) {
      return OptionalInt.empty();
    }
    return text.hexBetween(pathFrom + SYSV.length(), pathTo);
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  boolean readable() {
    return readable;
  }

  boolean writable() {
    return writable;
  }

  boolean executable() {
    return executable;
  }

  boolean shared() {
    return shared;
  }

  long offset() {
    return offset;
  }

  long major() {
    return major;
  }

  long minor() {
    return minor;
  }

  long inode() {
    return inode;
  }

  boolean deleted() {
    return deleted;
  }

  /** Decodes the path; empty for anonymous memory. */
  String path() {
    String path = text.text(pathFrom, pathTo);
    return path.indexOf('\\') < 0 ? path : path.replace("\\012", "\n");
  }
}
