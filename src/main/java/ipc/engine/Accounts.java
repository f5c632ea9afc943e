package ipc.engine;

import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Names of users and groups: /etc/passwd and /etc/group first, which cost nothing, and the C
 * library with its name services only for who is not there.
 */
public final class Accounts {
  private static final int NAME_FIELD = 0;
  private static final int ID_FIELD = 2;

  private final Kernel kernel;
  private Map<Integer, String> users;
  private Map<Integer, String> groups;

  Accounts(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The name of a user, or the number as text where nobody has it. */
  public String user(int uid) {
    if (users == null) {
      users = table("/etc/passwd");
    }
    return users.computeIfAbsent(
        uid,
        id -> {
          byte[] name = kernel.accounts().userName(id);
          return name.length == 0 ? Integer.toUnsignedString(id) : ByteText.decode(name);
        });
  }

  /** The name of a group, or the number as text where there is none. */
  public String group(int gid) {
    if (groups == null) {
      groups = table("/etc/group");
    }
    return groups.computeIfAbsent(
        gid,
        id -> {
          byte[] name = kernel.accounts().groupName(id);
          return name.length == 0 ? Integer.toUnsignedString(id) : ByteText.decode(name);
        });
  }

  /** The names of the users that this machine keeps itself; name services may know more. */
  public List<String> localUsers() {
    return table("/etc/passwd").values().stream().sorted().toList();
  }

  /** The names of the groups, likewise. */
  public List<String> localGroups() {
    return table("/etc/group").values().stream().sorted().toList();
  }

  /** The id of a group that is given by name or by number; empty if there is none of that name. */
  public OptionalInt groupId(String nameOrNumber) {
    if (isNumber(nameOrNumber)) {
      return number(nameOrNumber);
    }
    if (groups == null) {
      groups = table("/etc/group");
    }
    OptionalInt known = idOf(nameOrNumber, groups);
    return known.isPresent() ? known : kernel.accounts().groupId(ByteText.encode(nameOrNumber));
  }

  /** The id of a user who is given by name or by number; empty if there is none of that name. */
  public OptionalInt userId(String nameOrNumber) {
    if (isNumber(nameOrNumber)) {
      return number(nameOrNumber);
    }
    if (users == null) {
      users = table("/etc/passwd");
    }
    OptionalInt known = idOf(nameOrNumber, users);
    return known.isPresent() ? known : kernel.accounts().userId(ByteText.encode(nameOrNumber));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static OptionalInt number(String digits) {
    long number = digits.length() > 10 ? -1 : Long.parseLong(digits);
    return number < 0 || number >= 0xFFFF_FFFFL
        ? OptionalInt.empty()
        : OptionalInt.of((int) number);
  }

  private static OptionalInt idOf(String name, Map<Integer, String> names) {
    for (Map.Entry<Integer, String> entry : names.entrySet()) {
      if (entry.getValue().equals(name)) {
        return OptionalInt.of(entry.getKey());
      }
    }
    return OptionalInt.empty();
  }

  /** Both files are lines of fields between colons: passwd(5), group(5). */
  private Map<Integer, String> table(String path) {
    Map<Integer, String> names = new HashMap<>();
    String text;
    try (Descriptor file = Descriptor.open(kernel, path, FileCalls.O_RDONLY, 0, path)) {
      text = ByteText.decode(file.readAll());
    } catch (IpcException.NoSuchObject | IpcException.NotPermitted absent) {
      return names; // a bare container has no such file: numbers are shown
    }
    for (String line : text.split("\n")) {
      String[] fields = line.split(":", -1);
      if (fields.length > ID_FIELD && fields[ID_FIELD].matches("\\d{1,10}")) {
        names.putIfAbsent((int) Long.parseLong(fields[ID_FIELD]), fields[NAME_FIELD]);
      }
    }
    return names;
  }
}
