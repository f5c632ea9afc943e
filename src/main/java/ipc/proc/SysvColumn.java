package ipc.proc;

/**
 * The columns of the tables in {@code /proc/sysvipc} that we read, known by the name in the header
 * line, so that columns which other kernels add or move do no harm.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/sysvipc.5.html">sysvipc(5)</a>
 */
enum SysvColumn {
  /** Signed in the text, as key_t is. */
  KEY("key", Integer.MIN_VALUE, Integer.MAX_VALUE),
  SHMID("shmid", 0, Integer.MAX_VALUE),
  MSQID("msqid", 0, Integer.MAX_VALUE),
  SEMID("semid", 0, Integer.MAX_VALUE),
  /** Octal; the permissions and, for segments, flags above them. */
  PERMS("perms", 0, Integer.MAX_VALUE),
  SIZE("size", 0, Long.MAX_VALUE),
  CBYTES("cbytes", 0, Long.MAX_VALUE),
  QNUM("qnum", 0, Long.MAX_VALUE),
  NSEMS("nsems", 0, Integer.MAX_VALUE),
  NATTCH("nattch", 0, Long.MAX_VALUE),
  CPID("cpid", 0, Long.MAX_VALUE),
  LPID("lpid", 0, Long.MAX_VALUE),
  LSPID("lspid", 0, Long.MAX_VALUE),
  LRPID("lrpid", 0, Long.MAX_VALUE),
  UID("uid", 0, Long.MAX_VALUE),
  GID("gid", 0, Long.MAX_VALUE),
  CUID("cuid", 0, Long.MAX_VALUE),
  CGID("cgid", 0, Long.MAX_VALUE),
  ATIME("atime", 0, Long.MAX_VALUE),
  DTIME("dtime", 0, Long.MAX_VALUE),
  STIME("stime", 0, Long.MAX_VALUE),
  RTIME("rtime", 0, Long.MAX_VALUE),
  OTIME("otime", 0, Long.MAX_VALUE),
  CTIME("ctime", 0, Long.MAX_VALUE),
  RSS("rss", 0, Long.MAX_VALUE),
  SWAP("swap", 0, Long.MAX_VALUE);

  private final String header;
  private final long least;
  private final long most;

  SysvColumn(String header, long least, long most) {
    this.header = header;
    this.least = least;
    this.most = most;
  }

  /** Returns the column's name in the header line. */
  String header() {
    return header;
  }

  boolean accepts(long value) {
    return value >= least && value <= most;
  }
}
