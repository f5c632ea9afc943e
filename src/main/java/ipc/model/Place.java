package ipc.model;

/** Where an object of ours is. */
public sealed interface Place {
  /**
   * A name in our own directory, which the engine knows.
   *
   * @param name no slash, no dot or {@code ~} at its start, at most 200 bytes
   */
  record Name(String name) implements Place {
    /** Checks the name. */
    public Name {
      AddressRules.ourName(Scheme.MBOX, name, "name");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A path, which anyone can share.
   *
   * @param path it holds a slash; a word without one, and one that begins with {@code ~}, is taken
   *     as relative and gets {@code ./} before it
   */
  record AtPath(String path) implements Place {
    /** Checks the path. */
    public AtPath {
      AddressRules.path(Scheme.MBOX, path);
      if (path.indexOf('/') < 0 || path.startsWith("~")) {
        path = "./" + path;
      }
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /**
   * A name in another user's directory.
   *
   * @param user the user's name or number
   * @param name as in {@link Name}
   */
  record OfUser(String user, String name) implements Place {
    /** Checks both. */
    public OfUser {
      AddressRules.ourName(Scheme.MBOX, user, "user");
      AddressRules.ourName(Scheme.MBOX, name, "name");
    }

    @Override
    public String toString() {
      return "~" + user + "/" + name;
    }
  }
}
