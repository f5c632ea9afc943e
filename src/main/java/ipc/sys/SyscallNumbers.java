package ipc.sys;

/**
 * The numbers of the system calls that {@code ipc} makes: x86-64 from {@code asm/unistd_64.h},
 * aarch64 from {@code asm-generic/unistd.h}. Only calls that both have, hence the {@code *at}
 * forms.
 */
final class SyscallNumbers {
  static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  static final long READ = number(0, 63);
  static final long WRITE = number(1, 64);
  static final long CLOSE = number(3, 57);
  static final long LSEEK = number(8, 62);
  static final long MMAP = number(9, 222);
  static final long MUNMAP = number(11, 215);
  static final long RT_SIGACTION = number(13, 134);
  static final long RT_SIGPROCMASK = number(14, 135);
  static final long IOCTL = number(16, 29);
  static final long PREAD64 = number(17, 67);
  static final long PWRITE64 = number(18, 68);
  static final long MADVISE = number(28, 233);
  static final long SHMGET = number(29, 194);
  static final long SHMAT = number(30, 196);
  static final long SHMCTL = number(31, 195);
  static final long GETPID = number(39, 172);
  static final long WAIT4 = number(61, 260);
  static final long PRCTL = number(157, 167);
  static final long KILL = number(62, 129);
  static final long SOCKET = number(41, 198);
  static final long CONNECT = number(42, 203);
  static final long SENDTO = number(44, 206);
  static final long RECVFROM = number(45, 207);
  static final long SENDMSG = number(46, 211);
  static final long RECVMSG = number(47, 212);
  static final long SHUTDOWN = number(48, 210);
  static final long BIND = number(49, 200);
  static final long LISTEN = number(50, 201);
  static final long GETSOCKNAME = number(51, 204);
  static final long GETPEERNAME = number(52, 205);
  static final long SOCKETPAIR = number(53, 199);
  static final long SETSOCKOPT = number(54, 208);
  static final long GETSOCKOPT = number(55, 209);
  static final long SEMGET = number(64, 190);
  static final long SEMCTL = number(66, 191);
  static final long SHMDT = number(67, 197);
  static final long MSGGET = number(68, 186);
  static final long MSGCTL = number(71, 187);
  static final long FCNTL = number(72, 25);
  static final long FLOCK = number(73, 32);
  static final long FTRUNCATE = number(77, 46);
  static final long CHDIR = number(80, 49);
  static final long FCHMOD = number(91, 52);
  static final long FCHOWN = number(93, 55);
  static final long UMASK = number(95, 166);
  static final long GETEUID = number(107, 175);
  static final long GETPGID = number(121, 155);
  static final long FSTATFS = number(138, 44);
  static final long GETTID = number(186, 178);
  static final long GETDENTS64 = number(217, 61);
  static final long FUTEX = number(202, 98);
  static final long EPOLL_CTL = number(233, 21);
  static final long TGKILL = number(234, 131);
  static final long MQ_OPEN = number(240, 180);
  static final long MQ_UNLINK = number(241, 181);
  static final long MQ_GETSETATTR = number(245, 185);
  static final long CLOCK_GETTIME = number(228, 113);
  static final long WAITID = number(247, 95);
  static final long OPENAT = number(257, 56);
  static final long MKDIRAT = number(258, 34);
  static final long MKNODAT = number(259, 33);
  static final long FCHOWNAT = number(260, 54);
  static final long UNLINKAT = number(263, 35);
  static final long LINKAT = number(265, 37);
  static final long READLINKAT = number(267, 78);
  static final long PPOLL = number(271, 73);
  static final long SPLICE = number(275, 76);
  static final long TEE = number(276, 77);
  static final long EPOLL_PWAIT = number(281, 22);
  static final long FALLOCATE = number(285, 47);
  static final long ACCEPT4 = number(288, 242);
  static final long SIGNALFD4 = number(289, 74);
  static final long EPOLL_CREATE1 = number(291, 20);
  static final long DUP3 = number(292, 24);
  static final long PIPE2 = number(293, 59);
  static final long RENAMEAT2 = number(316, 276);
  static final long MEMFD_CREATE = number(319, 279);
  static final long STATX = number(332, 291);
  static final long FSOPEN = number(430, 430);
  static final long FSCONFIG = number(431, 431);
  static final long FSMOUNT = number(432, 432);
  static final long PIDFD_OPEN = number(434, 434);
  static final long CLOSE_RANGE = number(436, 436);
  static final long PIDFD_GETFD = number(438, 438);

  private SyscallNumbers() {}

  private static long number(long x86, long aarch64) {
    return AARCH64 ? aarch64 : x86;
  }
}
