package ipc.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code struct linux_dirent64} records (linux/dirent.h): inode and offset of 8 bytes each, a
 * record length of 2, a type of 1, then the name to its NUL.
 */
public final class DirectoryEntries {
  static final int D_RECLEN = 16;
  static final int D_NAME = 19;

  private DirectoryEntries() {}

  /**
   * Appends all names of an open directory to a list, without "." and "..".
   *
   * @param chunk where the kernel writes records: 64 KiB are right
   * @return 0 at the end, else -errno: then what was found before is in the list
   */
  public static int readAll(FileCalls files, int directory, byte[] chunk, List<byte[]> into) {
    int count = files.getdents64(directory, chunk);
    while (count > 0) {
      names(chunk, count, into);
      count = files.getdents64(directory, chunk);
    }
    return count;
  }

  /** Appends the names in {@code filled} bytes of records to a list, without "." and "..". */
  static void names(byte[] records, int filled, List<byte[]> into) {
    ByteBuffer view = ByteBuffer.wrap(records).order(ByteOrder.nativeOrder());
    int start = 0;
    while (start < filled) {
      int end = start + D_NAME;
      while (records[end] != 0) {
        end++;
      }
      byte[] name = Arrays.copyOfRange(records, start + D_NAME, end);
      if (!isSelfOrParent(name)) {
        into.add(name);
      }
      start += view.getShort(start + D_RECLEN) & 0xFFFF;
    }
  }

  private static boolean isSelfOrParent(byte[] name) {
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }
}
