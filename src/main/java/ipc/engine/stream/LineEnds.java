package ipc.engine.stream;

/** The two ways of ending lines, LF here and CR LF in the protocols of the Internet. */
public final class LineEnds {
  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private LineEnds() {}

  /** Puts a CR before each LF. {@link #toLf} undoes it, whatever the bytes are. */
  public static Filter toCrLf() {
    return new Filter() {
      @Override
      public int mostBytes(int count) {
        return 2 * count;
      }

      @Override
      public int change(byte[] from, int count, byte[] into) {
        int made = 0;
        for (int i = 0; i < count; i++) {
          if (from[i] == LF) {
            into[made++] = CR;
          }
          into[made++] = from[i];
        }
        return made;
      }

      @Override
      public int finish(byte[] into) {
        return 0;
      }
    };
  }

  /** Takes away the CR before a LF; any other stays. */
  public static Filter toLf() {
    return new Filter() {
      private boolean keepsCr; // it came last: what follows decides

      @Override
      public int mostBytes(int count) {
        return count + 1;
      }

      @Override
      public int change(byte[] from, int count, byte[] into) {
        int made = 0;
        for (int i = 0; i < count; i++) {
          if (keepsCr && from[i] != LF) {
            into[made++] = CR;
          }
          keepsCr = from[i] == CR;
          if (!keepsCr) {
            into[made++] = from[i];
          }
        }
        return made;
      }

      @Override
      public int finish(byte[] into) {
        if (!keepsCr) {
          return 0;
        }
        keepsCr = false;
        into[0] = CR;
        return 1;
      }
    };
  }
}
