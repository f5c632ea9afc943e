package ipc.sys;

import java.nio.ByteBuffer;

/**
 * {@code struct ipc64_perm} (asm-generic/ipcbuf.h), the head of every System V object's status, and
 * the commands and flags that the three families share (linux/ipc.h). The layout is the same on
 * x86-64 and aarch64.
 *
 * <pre>
 *  0  int      key
 *  4  unsigned uid, gid, cuid, cgid
 * 20  unsigned mode
 * 24  unsigned short seq, pad
 * 32  unsigned long  reserved, reserved
 * </pre>
 */
public final class IpcPermission {
  static final int SIZE_BYTES = 48;
  static final int KEY = 0;
  static final int UID = 4;
  static final int GID = 8;
  static final int CUID = 12;
  static final int CGID = 16;
  static final int MODE = 20;

  public static final int IPC_PRIVATE = 0;
  public static final int IPC_CREAT = 01000;
  public static final int IPC_EXCL = 02000;
  static final int IPC_RMID = 0;
  static final int IPC_SET = 1;
  static final int IPC_STAT = 2;

  private final int key;
  private final int uid;
  private final int gid;
  private final int mode;

  IpcPermission(ByteBuffer status) {
    key = status.getInt(KEY);
    uid = status.getInt(UID);
    gid = status.getInt(GID);
    mode = status.getInt(MODE);
  }

  static void put(ByteBuffer status, int uid, int gid, int mode) {
    status.putInt(UID, uid);
    status.putInt(GID, gid);
    status.putInt(MODE, mode);
  }

  /** The key; 0 for a private object and for one marked for destruction. */
  public int key() {
    return key;
  }

  /** The owner's user id. */
  public int uid() {
    return uid;
  }

  /** The owner's group id. */
  public int gid() {
    return gid;
  }

  /** The permission bits, with the family's flags above them. */
  public int mode() {
    return mode;
  }
}
