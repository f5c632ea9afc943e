package ipc.sys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The C library's name services (files, LDAP, sssd): what {@code nsswitch.conf} says. May take as
 * long as a directory server does.
 */
public final class AccountCalls {
  // pwd.h and grp.h: both structures begin with pointers to the name and the password, then an id.
  private static final int NAME = 0;
  private static final int ID = 16;
  private static final int RECORD_BYTES = 64;
  private static final int TEXT_BYTES = 1 << 15;
  private static final int MOST_TEXT_BYTES = 1 << 25;

  private final Kernel kernel;

  AccountCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  /** {@code getpwuid_r(3)}: the user's name, empty where there is none. */
  public byte[] userName(int uid) {
    return nameById("getpwuid_r", uid);
  }

  /** {@code getgrgid_r(3)}: the group's name, empty where there is none. */
  public byte[] groupName(int gid) {
    return nameById("getgrgid_r", gid);
  }

  /** {@code getgrnam_r(3)}: the group's id, empty where there is none. */
  public OptionalInt groupId(byte[] name) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer found = look("getgrnam_r", frame, frame.text(name));
      return found == null ? OptionalInt.empty() : OptionalInt.of(found.getInt(ID));
    }
  }

  /** {@code getpwnam_r(3)}: the user's id, empty where there is none. */
  public OptionalInt userId(byte[] name) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer found = look("getpwnam_r", frame, frame.text(name));
      return found == null ? OptionalInt.empty() : OptionalInt.of(found.getInt(ID));
    }
  }

  private byte[] nameById(String function, int id) {
    try (Scratch.Frame frame = kernel.frame()) {
      ByteBuffer found = look(function, frame, Integer.toUnsignedLong(id));
      return found == null ? new byte[0] : text(found.getLong(NAME));
    }
  }

  /**
   * Calls {@code int f(key, struct *, char *buffer, size_t, struct **result)}; null if not found. A
   * group of many members needs more room than the first attempt gives (ERANGE).
   */
  private ByteBuffer look(String function, Scratch.Frame frame, long key) {
    Door door = kernel.door();
    long address = door.function(function);
    ByteBuffer entry = frame.zeros(RECORD_BYTES);
    ByteBuffer result = frame.zeros(Long.BYTES);
    int textBytes = TEXT_BYTES;
    int failure;
    do {
      long text = frame.address(frame.room(textBytes));
      long found = frame.address(result);
      failure = (int) door.call(address, key, frame.address(entry), text, textBytes, found, 0);
      textBytes *= 4;
    } while (Errno.of(failure) == Errno.ERANGE && textBytes <= MOST_TEXT_BYTES);
    return result.getLong(0) == 0 ? null : entry;
  }

  private byte[] text(long address) {
    ByteBuffer view = kernel.door().view(address, TEXT_BYTES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; view.get(i) != 0; i++) {
      bytes.write(view.get(i));
    }
    return bytes.toByteArray();
  }
}
