/*
 * Prints what the headers of the kernel and of the C library say of everything
 * that ipc.sys has as a constant: 'Class.CONSTANT value', a line each. AbiTest
 * compares it with the Java constants; one without a line here fails the test.
 *
 * The golden files, for machines without a compiler, were made on x86-64 with
 * the headers of glibc 2.36 and Linux 6.1:
 *
 *   cc src/test/c/abi.c -o /tmp/abi
 *   /tmp/abi > src/test/golden/abi-x86_64.txt
 *   aarch64-linux-gnu-gcc -static src/test/c/abi.c -o /tmp/abi
 *   qemu-aarch64 /tmp/abi > src/test/golden/abi-aarch64.txt
 */
#define _GNU_SOURCE

/* The kernel has its own types of the names that the library uses too. */
#define itimerspec kernel_itimerspec
#define itimerval kernel_itimerval
#define sigaction kernel_sigaction
#define siginfo_t kernel_siginfo_t
#define sigset_t kernel_sigset_t
#define sigval kernel_sigval
#define stack_t kernel_stack_t
#define timeval kernel_timeval
#define timezone kernel_timezone
#include <asm/siginfo.h>
#include <asm/signal.h>
#undef itimerspec
#undef itimerval
#undef sigaction
#undef siginfo_t
#undef sigset_t
#undef sigval
#undef stack_t
#undef timeval
#undef timezone
#undef sa_handler

#include <asm/ioctls.h>
#include <asm/ipcbuf.h>
#include <asm/msgbuf.h>
#include <asm/shmbuf.h>
#include <asm/statfs.h>
#include <asm/termbits.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <linux/futex.h>
#include <linux/limits.h>
#include <linux/mount.h>
#include <linux/mqueue.h>
#include <linux/msg.h>
#include <linux/netlink.h>
#include <linux/prctl.h>
#include <linux/rtnetlink.h>
#include <linux/sem.h>
#include <linux/shm.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <linux/stat.h>
#include <linux/wait.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pwd.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#define VALUE(name, value) printf("%s %lld\n", name, (long long)(value))
#define CONSTANT(class, name) VALUE(#class "." #name, name)
#define NUMBER(name, call) VALUE("SyscallNumbers." #name, SYS_##call)
#define OFFSET(name, structure, field) VALUE(name, offsetof(structure, field))
#define ERROR(name) VALUE("Errno." #name, name)
#define KIND(name, bits) VALUE("FileStatus.Kind." #name, bits)

/* getdents64(2) gives this; the C library's struct dirent64 has its layout. */
typedef struct dirent64 directory_entry;

static void system_calls(void) {
  NUMBER(READ, read);
  NUMBER(WRITE, write);
  NUMBER(CLOSE, close);
  NUMBER(LSEEK, lseek);
  NUMBER(MMAP, mmap);
  NUMBER(MUNMAP, munmap);
  NUMBER(RT_SIGACTION, rt_sigaction);
  NUMBER(RT_SIGPROCMASK, rt_sigprocmask);
  NUMBER(IOCTL, ioctl);
  NUMBER(PREAD64, pread64);
  NUMBER(PWRITE64, pwrite64);
  NUMBER(MADVISE, madvise);
  NUMBER(SHMGET, shmget);
  NUMBER(SHMAT, shmat);
  NUMBER(SHMCTL, shmctl);
  NUMBER(GETPID, getpid);
  NUMBER(WAIT4, wait4);
  NUMBER(CHDIR, chdir);
  NUMBER(DUP3, dup3);
  NUMBER(PRCTL, prctl);
  NUMBER(WAITID, waitid);
  NUMBER(KILL, kill);
  NUMBER(SEMGET, semget);
  NUMBER(SEMCTL, semctl);
  NUMBER(SHMDT, shmdt);
  NUMBER(MSGGET, msgget);
  NUMBER(MSGCTL, msgctl);
  NUMBER(FCNTL, fcntl);
  NUMBER(FTRUNCATE, ftruncate);
  NUMBER(FCHMOD, fchmod);
  NUMBER(FCHOWN, fchown);
  NUMBER(UMASK, umask);
  NUMBER(GETEUID, geteuid);
  NUMBER(GETPGID, getpgid);
  NUMBER(FSTATFS, fstatfs);
  NUMBER(GETTID, gettid);
  NUMBER(GETDENTS64, getdents64);
  NUMBER(TGKILL, tgkill);
  NUMBER(MQ_OPEN, mq_open);
  NUMBER(MQ_UNLINK, mq_unlink);
  NUMBER(MQ_GETSETATTR, mq_getsetattr);
  NUMBER(OPENAT, openat);
  NUMBER(MKDIRAT, mkdirat);
  NUMBER(MKNODAT, mknodat);
  NUMBER(FCHOWNAT, fchownat);
  NUMBER(UNLINKAT, unlinkat);
  NUMBER(RENAMEAT2, renameat2);
  NUMBER(LINKAT, linkat);
  NUMBER(READLINKAT, readlinkat);
  NUMBER(PPOLL, ppoll);
  NUMBER(FALLOCATE, fallocate);
  NUMBER(SIGNALFD4, signalfd4);
  NUMBER(STATX, statx);
  NUMBER(FSOPEN, fsopen);
  NUMBER(FSCONFIG, fsconfig);
  NUMBER(FSMOUNT, fsmount);
  NUMBER(PIDFD_OPEN, pidfd_open);
  NUMBER(CLOSE_RANGE, close_range);
  NUMBER(CLOCK_GETTIME, clock_gettime);
  NUMBER(FLOCK, flock);
  NUMBER(FUTEX, futex);
  NUMBER(MEMFD_CREATE, memfd_create);
  NUMBER(SPLICE, splice);
  NUMBER(TEE, tee);
  NUMBER(PIPE2, pipe2);
  NUMBER(PIDFD_GETFD, pidfd_getfd);
  NUMBER(SOCKET, socket);
  NUMBER(SOCKETPAIR, socketpair);
  NUMBER(BIND, bind);
  NUMBER(CONNECT, connect);
  NUMBER(LISTEN, listen);
  NUMBER(ACCEPT4, accept4);
  NUMBER(GETSOCKNAME, getsockname);
  NUMBER(GETPEERNAME, getpeername);
  NUMBER(SENDTO, sendto);
  NUMBER(RECVFROM, recvfrom);
  NUMBER(SENDMSG, sendmsg);
  NUMBER(RECVMSG, recvmsg);
  NUMBER(SHUTDOWN, shutdown);
  NUMBER(SETSOCKOPT, setsockopt);
  NUMBER(GETSOCKOPT, getsockopt);
  NUMBER(EPOLL_CREATE1, epoll_create1);
  NUMBER(EPOLL_CTL, epoll_ctl);
  NUMBER(EPOLL_PWAIT, epoll_pwait);
}

/* What threads sleep in, by the numbers that /proc/PID/syscall shows. */
static void sleeping_calls(void) {
  VALUE("SleepingCall.MSGSND", SYS_msgsnd);
  VALUE("SleepingCall.MSGRCV", SYS_msgrcv);
  VALUE("SleepingCall.SEMOP", SYS_semop);
  VALUE("SleepingCall.SEMTIMEDOP", SYS_semtimedop);
}

static void files(void) {
  CONSTANT(FileCalls, AT_FDCWD);
  CONSTANT(FileCalls, O_RDONLY);
  CONSTANT(FileCalls, O_WRONLY);
  CONSTANT(FileCalls, O_RDWR);
  CONSTANT(FileCalls, O_ACCMODE);
  CONSTANT(FileCalls, O_TRUNC);
  CONSTANT(FileCalls, O_APPEND);
  CONSTANT(FileCalls, O_CREAT);
  CONSTANT(FileCalls, O_EXCL);
  CONSTANT(FileCalls, O_NOCTTY);
  CONSTANT(FileCalls, O_NONBLOCK);
  CONSTANT(FileCalls, O_DIRECTORY);
  CONSTANT(FileCalls, O_NOFOLLOW);
  CONSTANT(FileCalls, O_CLOEXEC);
  CONSTANT(FileCalls, O_PATH);
  CONSTANT(FileCalls, O_TMPFILE);
  CONSTANT(FileCalls, AT_SYMLINK_NOFOLLOW);
  CONSTANT(FileCalls, AT_SYMLINK_FOLLOW);
  CONSTANT(FileCalls, AT_EMPTY_PATH);
  CONSTANT(FileCalls, AT_STATX_DONT_SYNC);
  CONSTANT(FileCalls, F_GETFD);
  CONSTANT(FileCalls, F_SETFD);
  CONSTANT(FileCalls, F_GETFL);
  CONSTANT(FileCalls, F_SETPIPE_SZ);
  CONSTANT(FileCalls, F_GETPIPE_SZ);
  CONSTANT(FileCalls, F_DUPFD_CLOEXEC);
  CONSTANT(FileCalls, FD_CLOEXEC);
  CONSTANT(FileCalls, SEEK_CUR);
  CONSTANT(FileCalls, POLLIN);
  CONSTANT(FileCalls, POLLOUT);
  CONSTANT(FileCalls, POLLERR);
  CONSTANT(FileCalls, POLLHUP);
  CONSTANT(FileCalls, POLLNVAL);
  CONSTANT(FileCalls, CLOSE_RANGE_CLOEXEC);
  VALUE("FileCalls.POLLFD_BYTES", sizeof(struct pollfd));
  OFFSET("FileCalls.POLLFD_EVENTS", struct pollfd, events);
  OFFSET("FileCalls.POLLFD_REVENTS", struct pollfd, revents);
  OFFSET("DirectoryEntries.D_RECLEN", directory_entry, d_reclen);
  OFFSET("DirectoryEntries.D_NAME", directory_entry, d_name);

  VALUE("FileStatus.SIZE_BYTES", sizeof(struct statx));
  CONSTANT(FileStatus, STATX_BASIC_STATS);
  CONSTANT(FileStatus, STATX_BTIME);
  CONSTANT(FileStatus, S_IFMT);
  OFFSET("FileStatus.STX_MASK", struct statx, stx_mask);
  OFFSET("FileStatus.STX_NLINK", struct statx, stx_nlink);
  OFFSET("FileStatus.STX_UID", struct statx, stx_uid);
  OFFSET("FileStatus.STX_GID", struct statx, stx_gid);
  OFFSET("FileStatus.STX_MODE", struct statx, stx_mode);
  OFFSET("FileStatus.STX_INO", struct statx, stx_ino);
  OFFSET("FileStatus.STX_SIZE", struct statx, stx_size);
  OFFSET("FileStatus.STX_BLOCKS", struct statx, stx_blocks);
  OFFSET("FileStatus.STX_ATIME", struct statx, stx_atime);
  OFFSET("FileStatus.STX_BTIME", struct statx, stx_btime);
  OFFSET("FileStatus.STX_CTIME", struct statx, stx_ctime);
  OFFSET("FileStatus.STX_MTIME", struct statx, stx_mtime);
  OFFSET("FileStatus.STX_DEV_MAJOR", struct statx, stx_dev_major);
  OFFSET("FileStatus.STX_DEV_MINOR", struct statx, stx_dev_minor);
  KIND(FIFO, S_IFIFO);
  KIND(CHARACTER_DEVICE, S_IFCHR);
  KIND(DIRECTORY, S_IFDIR);
  KIND(BLOCK_DEVICE, S_IFBLK);
  KIND(REGULAR, S_IFREG);
  KIND(SYMBOLIC_LINK, S_IFLNK);
  KIND(SOCKET, S_IFSOCK);
  KIND(NONE, 0); /* an anonymous inode has no type */

  VALUE("FileSystemStatus.SIZE_BYTES", sizeof(struct statfs));
  OFFSET("FileSystemStatus.F_TYPE", struct statfs, f_type);
  OFFSET("FileSystemStatus.F_BSIZE", struct statfs, f_bsize);
  OFFSET("FileSystemStatus.F_BLOCKS", struct statfs, f_blocks);
  OFFSET("FileSystemStatus.F_BAVAIL", struct statfs, f_bavail);
}

static void pipes(void) {
  CONSTANT(FileCalls, F_SETFL);
  CONSTANT(PipeCalls, PIPE_BUF);
  CONSTANT(PipeCalls, S_IFIFO);
  CONSTANT(PipeCalls, FIONREAD);
  CONSTANT(PipeCalls, SPLICE_F_MOVE);
  CONSTANT(PipeCalls, SPLICE_F_NONBLOCK);
}

static void sockets(void) {
  CONSTANT(SocketCalls, AF_UNIX);
  CONSTANT(SocketCalls, AF_INET);
  CONSTANT(SocketCalls, AF_INET6);
  CONSTANT(SocketCalls, AF_NETLINK);
  CONSTANT(SocketCalls, SOCK_STREAM);
  CONSTANT(SocketCalls, SOCK_DGRAM);
  CONSTANT(SocketCalls, SOCK_RAW);
  CONSTANT(SocketCalls, SOCK_SEQPACKET);
  CONSTANT(SocketCalls, SOCK_NONBLOCK);
  CONSTANT(SocketCalls, SOCK_CLOEXEC);
  CONSTANT(SocketCalls, SHUT_WR);
  CONSTANT(SocketCalls, SHUT_RDWR);
  CONSTANT(SocketCalls, MSG_PEEK);
  CONSTANT(SocketCalls, MSG_TRUNC);
  CONSTANT(SocketCalls, MSG_DONTWAIT);
  CONSTANT(SocketCalls, MSG_NOSIGNAL);
  CONSTANT(SocketCalls, MSG_CMSG_CLOEXEC);
  CONSTANT(SocketCalls, IPPROTO_IP);
  CONSTANT(SocketCalls, IPPROTO_ICMP);
  CONSTANT(SocketCalls, IPPROTO_TCP);
  CONSTANT(SocketCalls, IPPROTO_IPV6);
  CONSTANT(SocketCalls, IPPROTO_ICMPV6);
  CONSTANT(SocketOptionCalls, SOL_SOCKET);
  CONSTANT(SocketOptionCalls, SO_REUSEADDR);
  CONSTANT(SocketOptionCalls, SO_TYPE);
  CONSTANT(SocketOptionCalls, SO_ERROR);
  CONSTANT(SocketOptionCalls, SO_BROADCAST);
  CONSTANT(SocketOptionCalls, SO_SNDBUF);
  CONSTANT(SocketOptionCalls, SO_RCVBUF);
  CONSTANT(SocketOptionCalls, SO_KEEPALIVE);
  CONSTANT(SocketOptionCalls, SO_LINGER);
  CONSTANT(SocketOptionCalls, SO_REUSEPORT);
  CONSTANT(SocketOptionCalls, SO_PASSCRED);
  CONSTANT(SocketOptionCalls, SO_PEERCRED);
  CONSTANT(SocketOptionCalls, SO_BINDTODEVICE);
  CONSTANT(SocketOptionCalls, SO_ACCEPTCONN);
  CONSTANT(SocketOptionCalls, SO_PROTOCOL);
  CONSTANT(SocketOptionCalls, SO_DOMAIN);
  CONSTANT(SocketOptionCalls, SO_MEMINFO);
  CONSTANT(SocketOptionCalls, SK_MEMINFO_DROPS);
  CONSTANT(SocketOptionCalls, SK_MEMINFO_VARS);
  CONSTANT(SocketOptionCalls, TCP_NODELAY);
  CONSTANT(SocketOptionCalls, TCP_KEEPIDLE);
  CONSTANT(SocketOptionCalls, TCP_KEEPINTVL);
  CONSTANT(SocketOptionCalls, TCP_KEEPCNT);
  CONSTANT(SocketOptionCalls, IP_TTL);
  CONSTANT(SocketOptionCalls, IP_MULTICAST_IF);
  CONSTANT(SocketOptionCalls, IP_MULTICAST_TTL);
  CONSTANT(SocketOptionCalls, IP_MULTICAST_LOOP);
  CONSTANT(SocketOptionCalls, IPV6_UNICAST_HOPS);
  CONSTANT(SocketOptionCalls, IPV6_MULTICAST_IF);
  CONSTANT(SocketOptionCalls, IPV6_MULTICAST_HOPS);
  CONSTANT(SocketOptionCalls, IPV6_MULTICAST_LOOP);
  CONSTANT(SocketOptionCalls, IPV6_V6ONLY);
  CONSTANT(SocketOptionCalls, MCAST_JOIN_GROUP);
  CONSTANT(SocketOptionCalls, MCAST_JOIN_SOURCE_GROUP);
  CONSTANT(SocketCalls, NETLINK_ROUTE);
  CONSTANT(SocketCalls, NETLINK_KOBJECT_UEVENT);
  CONSTANT(SocketCalls, RTMGRP_LINK);
  CONSTANT(SocketCalls, RTMGRP_NEIGH);
  CONSTANT(SocketCalls, RTMGRP_IPV4_IFADDR);
  CONSTANT(SocketCalls, RTMGRP_IPV4_ROUTE);
  CONSTANT(SocketCalls, RTMGRP_IPV6_IFADDR);
  CONSTANT(SocketCalls, RTMGRP_IPV6_ROUTE);
  CONSTANT(SocketCalls, SIOCGIFINDEX);
  VALUE("SocketOptionCalls.LINGER_BYTES", sizeof(struct linger));
  OFFSET("SocketOptionCalls.L_LINGER", struct linger, l_linger);
  VALUE("SocketOptionCalls.UCRED_BYTES", sizeof(struct ucred));
  OFFSET("SocketOptionCalls.UCRED_UID", struct ucred, uid);
  OFFSET("SocketOptionCalls.UCRED_GID", struct ucred, gid);
  VALUE("SocketOptionCalls.GROUP_REQ_BYTES", sizeof(struct group_req));
  OFFSET("SocketOptionCalls.GR_GROUP", struct group_req, gr_group);
  VALUE("SocketOptionCalls.GROUP_SOURCE_REQ_BYTES", sizeof(struct group_source_req));
  OFFSET("SocketOptionCalls.GSR_SOURCE", struct group_source_req, gsr_source);
  VALUE("SocketCalls.IFREQ_BYTES", sizeof(struct ifreq));
  CONSTANT(SocketCalls, IFNAMSIZ);
  OFFSET("SocketCalls.IFR_IFINDEX", struct ifreq, ifr_ifindex);
  _Static_assert(offsetof(struct group_req, gr_group) ==
                     offsetof(struct group_source_req, gsr_group),
                 "the group at the same place");

  VALUE("SocketAddressForm.SOCKADDR_BYTES", sizeof(struct sockaddr_storage));
  VALUE("SocketAddressForm.SOCKADDR_IN_BYTES", sizeof(struct sockaddr_in));
  OFFSET("SocketAddressForm.SIN_PORT", struct sockaddr_in, sin_port);
  OFFSET("SocketAddressForm.SIN_ADDR", struct sockaddr_in, sin_addr);
  VALUE("SocketAddressForm.SOCKADDR_IN6_BYTES", sizeof(struct sockaddr_in6));
  OFFSET("SocketAddressForm.SIN6_PORT", struct sockaddr_in6, sin6_port);
  OFFSET("SocketAddressForm.SIN6_ADDR", struct sockaddr_in6, sin6_addr);
  OFFSET("SocketAddressForm.SIN6_SCOPE_ID", struct sockaddr_in6, sin6_scope_id);
  OFFSET("SocketAddressForm.SUN_PATH", struct sockaddr_un, sun_path);
  VALUE("SocketAddressForm.SUN_PATH_BYTES", sizeof(((struct sockaddr_un *)0)->sun_path));
  VALUE("SocketAddressForm.SOCKADDR_NL_BYTES", sizeof(struct sockaddr_nl));
  OFFSET("SocketAddressForm.NL_PID", struct sockaddr_nl, nl_pid);
  OFFSET("SocketAddressForm.NL_GROUPS", struct sockaddr_nl, nl_groups);

  CONSTANT(DescriptorMessage, SCM_RIGHTS);
  VALUE("DescriptorMessage.MSGHDR_BYTES", sizeof(struct msghdr));
  OFFSET("DescriptorMessage.MSG_IOV", struct msghdr, msg_iov);
  OFFSET("DescriptorMessage.MSG_IOVLEN", struct msghdr, msg_iovlen);
  OFFSET("DescriptorMessage.MSG_CONTROL", struct msghdr, msg_control);
  OFFSET("DescriptorMessage.MSG_CONTROLLEN", struct msghdr, msg_controllen);
  VALUE("DescriptorMessage.IOVEC_BYTES", sizeof(struct iovec));
  OFFSET("DescriptorMessage.IOV_LEN", struct iovec, iov_len);
  OFFSET("DescriptorMessage.CMSG_LEVEL", struct cmsghdr, cmsg_level);
  OFFSET("DescriptorMessage.CMSG_TYPE", struct cmsghdr, cmsg_type);
  VALUE("DescriptorMessage.CMSG_DATA", CMSG_LEN(0));
  VALUE("DescriptorMessage.CMSG_LEN_OF_ONE", CMSG_LEN(sizeof(int)));
  VALUE("DescriptorMessage.CMSG_SPACE_OF_ONE", CMSG_SPACE(sizeof(int)));
  CONSTANT(PacketMessage, SCM_CREDENTIALS);
  OFFSET("PacketMessage.MSG_NAME", struct msghdr, msg_name);
  OFFSET("PacketMessage.MSG_NAMELEN", struct msghdr, msg_namelen);
  VALUE("PacketMessage.CMSG_LEN_OF_UCRED", CMSG_LEN(sizeof(struct ucred)));
  VALUE("PacketMessage.CMSG_SPACE_OF_UCRED", CMSG_SPACE(sizeof(struct ucred)));

  CONSTANT(EpollCalls, EPOLLIN);
  CONSTANT(EpollCalls, EPOLLOUT);
  CONSTANT(EpollCalls, EPOLLERR);
  CONSTANT(EpollCalls, EPOLLHUP);
  CONSTANT(EpollCalls, EPOLLRDHUP);
  CONSTANT(EpollCalls, EPOLL_CTL_ADD);
  CONSTANT(EpollCalls, EPOLL_CTL_DEL);
  CONSTANT(EpollCalls, EPOLL_CTL_MOD);
  VALUE("EpollCalls.EVENT_BYTES", sizeof(struct epoll_event));
  OFFSET("EpollCalls.EVENT_DATA", struct epoll_event, data);
}

static void memory(void) {
  CONSTANT(MemoryCalls, PROT_READ);
  CONSTANT(MemoryCalls, PROT_WRITE);
  CONSTANT(MemoryCalls, MAP_SHARED);
  CONSTANT(MemoryCalls, MAP_PRIVATE);
  CONSTANT(MemoryCalls, MAP_ANONYMOUS);
  CONSTANT(MemoryCalls, MADV_POPULATE_READ);
  CONSTANT(MemoryCalls, MADV_POPULATE_WRITE);
}

static void system_v(void) {
  VALUE("IpcPermission.SIZE_BYTES", sizeof(struct ipc64_perm));
  OFFSET("IpcPermission.KEY", struct ipc64_perm, key);
  OFFSET("IpcPermission.UID", struct ipc64_perm, uid);
  OFFSET("IpcPermission.GID", struct ipc64_perm, gid);
  OFFSET("IpcPermission.CUID", struct ipc64_perm, cuid);
  OFFSET("IpcPermission.CGID", struct ipc64_perm, cgid);
  OFFSET("IpcPermission.MODE", struct ipc64_perm, mode);
  CONSTANT(IpcPermission, IPC_PRIVATE);
  CONSTANT(IpcPermission, IPC_CREAT);
  CONSTANT(IpcPermission, IPC_EXCL);
  CONSTANT(IpcPermission, IPC_RMID);
  CONSTANT(IpcPermission, IPC_SET);
  CONSTANT(IpcPermission, IPC_STAT);

  CONSTANT(ShmCalls, SHM_RDONLY);
  VALUE("SharedMemoryStatus.SIZE_BYTES", sizeof(struct shmid64_ds));
  OFFSET("SharedMemoryStatus.SEGSZ", struct shmid64_ds, shm_segsz);
  OFFSET("SharedMemoryStatus.NATTCH", struct shmid64_ds, shm_nattch);
  /* linux/shm.h keeps it to the kernel; shmctl(2) documents the value. */

  VALUE("MsgCalls.STATUS_BYTES", sizeof(struct msqid64_ds));
  OFFSET("MsgCalls.MSG_QBYTES", struct msqid64_ds, msg_qbytes);
  CONSTANT(MsgCalls, MSG_STAT_ANY);

  CONSTANT(SemCalls, GETALL);
  CONSTANT(SemCalls, GETNCNT);
  CONSTANT(SemCalls, GETZCNT);
}

static void posix_queues(void) {
  VALUE("MqueueCalls.FSOPEN_CLOEXEC", FSOPEN_CLOEXEC);
  VALUE("MqueueCalls.FSCONFIG_CMD_CREATE", FSCONFIG_CMD_CREATE);
  VALUE("MqueueCalls.FSMOUNT_CLOEXEC", FSMOUNT_CLOEXEC);
  VALUE("MqueueCalls.ATTRIBUTES_BYTES", sizeof(struct mq_attr));
  OFFSET("MqueueCalls.MQ_MAXMSG", struct mq_attr, mq_maxmsg);
  OFFSET("MqueueCalls.MQ_MSGSIZE", struct mq_attr, mq_msgsize);
  OFFSET("MqueueCalls.MQ_CURMSGS", struct mq_attr, mq_curmsgs);
}

static void locks(void) {
  CONSTANT(FutexCalls, FUTEX_WAIT);
  CONSTANT(FutexCalls, FUTEX_WAKE);
  CONSTANT(LockCalls, F_OFD_GETLK);
  CONSTANT(LockCalls, F_OFD_SETLK);
  VALUE("LockCalls.FLOCK_BYTES", sizeof(struct flock));
  OFFSET("LockCalls.L_TYPE", struct flock, l_type);
  OFFSET("LockCalls.L_START", struct flock, l_start);
  OFFSET("LockCalls.L_LEN", struct flock, l_len);
}

static void terminals(void) {
  CONSTANT(TerminalCalls, TCGETS);
  CONSTANT(TerminalCalls, TCSETS);
  CONSTANT(TerminalCalls, TIOCGPGRP);
  CONSTANT(TerminalCalls, TIOCSPGRP);
  CONSTANT(TerminalCalls, TIOCGWINSZ);
  CONSTANT(TerminalCalls, TIOCSWINSZ);
  VALUE("TerminalCalls.TIOCGPTN", (int)TIOCGPTN);
  VALUE("TerminalCalls.TIOCSPTLCK", (int)TIOCSPTLCK);
  CONSTANT(TerminalCalls, TIOCGPTPEER);
  VALUE("TerminalCalls.WINSIZE_BYTES", sizeof(struct winsize));
  OFFSET("TerminalCalls.WS_COL", struct winsize, ws_col);
  VALUE("TerminalMode.TERMIOS_BYTES", sizeof(struct termios));
  OFFSET("TerminalMode.C_OFLAG", struct termios, c_oflag);
  OFFSET("TerminalMode.C_CFLAG", struct termios, c_cflag);
  OFFSET("TerminalMode.C_LFLAG", struct termios, c_lflag);
  OFFSET("TerminalMode.C_CC", struct termios, c_cc);
  CONSTANT(TerminalMode, IGNBRK);
  CONSTANT(TerminalMode, BRKINT);
  CONSTANT(TerminalMode, PARMRK);
  CONSTANT(TerminalMode, ISTRIP);
  CONSTANT(TerminalMode, INLCR);
  CONSTANT(TerminalMode, IGNCR);
  CONSTANT(TerminalMode, ICRNL);
  CONSTANT(TerminalMode, IXON);
  CONSTANT(TerminalMode, OPOST);
  CONSTANT(TerminalMode, CSIZE);
  CONSTANT(TerminalMode, CS8);
  CONSTANT(TerminalMode, PARENB);
  CONSTANT(TerminalMode, ISIG);
  CONSTANT(TerminalMode, ICANON);
  CONSTANT(TerminalMode, ECHO);
  CONSTANT(TerminalMode, ECHONL);
  CONSTANT(TerminalMode, IEXTEN);
  CONSTANT(TerminalMode, VEOF);
  CONSTANT(TerminalMode, VTIME);
  CONSTANT(TerminalMode, VMIN);
}

static void processes(void) {
  CONSTANT(ProcessCalls, SIGHUP);
  CONSTANT(ProcessCalls, SIGINT);
  CONSTANT(ProcessCalls, SIGQUIT);
  CONSTANT(ProcessCalls, SIGKILL);
  CONSTANT(ProcessCalls, SIGCONT);
  CONSTANT(ProcessCalls, SIGSTOP);
  CONSTANT(ProcessCalls, SIGPIPE);
  CONSTANT(ProcessCalls, SIGTERM);
  CONSTANT(ProcessCalls, SIGCHLD);
  CONSTANT(ProcessCalls, SIGTSTP);
  CONSTANT(ProcessCalls, SIGTTIN);
  CONSTANT(ProcessCalls, SIGTTOU);
  CONSTANT(ProcessCalls, SIGWINCH);
  CONSTANT(ProcessCalls, SI_KERNEL);
  CONSTANT(ProcessCalls, P_ALL);
  CONSTANT(ProcessCalls, WNOHANG);
  CONSTANT(ProcessCalls, WUNTRACED);
  CONSTANT(ProcessCalls, WCONTINUED);
  CONSTANT(ProcessCalls, WEXITED);
  CONSTANT(ProcessCalls, WNOWAIT);
  CONSTANT(ProcessCalls, PR_SET_CHILD_SUBREAPER);
  CONSTANT(ProcessCalls, SIG_BLOCK);
  CONSTANT(ProcessCalls, SIG_UNBLOCK);
  VALUE("ProcessCalls.SIG_IGN", (long)SIG_IGN);
  VALUE("ProcessCalls.SIGSET_BYTES", sizeof(kernel_sigset_t));
  VALUE("ProcessCalls.SIGACTION_BYTES", sizeof(struct kernel_sigaction));
  VALUE("ProcessCalls.SIGINFO_BYTES", sizeof(struct signalfd_siginfo));
  OFFSET("ProcessCalls.SSI_SIGNO", struct signalfd_siginfo, ssi_signo);
  OFFSET("ProcessCalls.SSI_CODE", struct signalfd_siginfo, ssi_code);
  OFFSET("ProcessCalls.SSI_PID", struct signalfd_siginfo, ssi_pid);
  CONSTANT(ProcessCalls, POSIX_SPAWN_SETSIGMASK);
  CONSTANT(ProcessCalls, POSIX_SPAWN_SETPGROUP);
  CONSTANT(ProcessCalls, POSIX_SPAWN_SETSIGDEF);
  CONSTANT(ProcessCalls, POSIX_SPAWN_SETSID);
  VALUE("ProcessCalls.LIBC_SIGSET_BYTES", sizeof(sigset_t));
  /* Room for opaque structures: at least as much as the larger one takes. */
  VALUE("least ProcessCalls.SPAWN_STRUCTURE_BYTES",
        sizeof(posix_spawnattr_t) > sizeof(posix_spawn_file_actions_t)
            ? sizeof(posix_spawnattr_t)
            : sizeof(posix_spawn_file_actions_t));
}

static void accounts(void) {
  _Static_assert(offsetof(struct group, gr_name) == 0, "as pw_name");
  _Static_assert(offsetof(struct group, gr_gid) ==
                     offsetof(struct passwd, pw_uid),
                 "an id at the same place");
  OFFSET("AccountCalls.NAME", struct passwd, pw_name);
  OFFSET("AccountCalls.ID", struct passwd, pw_uid);
  VALUE("least AccountCalls.RECORD_BYTES",
        sizeof(struct passwd) > sizeof(struct group) ? sizeof(struct passwd)
                                                     : sizeof(struct group));
}

static void errors(void) {
  ERROR(EPERM);
  ERROR(ENOENT);
  ERROR(ESRCH);
  ERROR(EINTR);
  ERROR(EIO);
  ERROR(ENXIO);
  ERROR(E2BIG);
  ERROR(ENOEXEC);
  ERROR(EBADF);
  ERROR(ECHILD);
  ERROR(EAGAIN);
  ERROR(ENOMEM);
  ERROR(EACCES);
  ERROR(EFAULT);
  ERROR(ENOTBLK);
  ERROR(EBUSY);
  ERROR(EEXIST);
  ERROR(EXDEV);
  ERROR(ENODEV);
  ERROR(ENOTDIR);
  ERROR(EISDIR);
  ERROR(EINVAL);
  ERROR(ENFILE);
  ERROR(EMFILE);
  ERROR(ENOTTY);
  ERROR(ETXTBSY);
  ERROR(EFBIG);
  ERROR(ENOSPC);
  ERROR(ESPIPE);
  ERROR(EROFS);
  ERROR(EMLINK);
  ERROR(EPIPE);
  ERROR(EDOM);
  ERROR(ERANGE);
  ERROR(EDEADLK);
  ERROR(ENAMETOOLONG);
  ERROR(ENOLCK);
  ERROR(ENOSYS);
  ERROR(ENOTEMPTY);
  ERROR(ELOOP);
  ERROR(ENOMSG);
  ERROR(EIDRM);
  ERROR(ECHRNG);
  ERROR(EL2NSYNC);
  ERROR(EL3HLT);
  ERROR(EL3RST);
  ERROR(ELNRNG);
  ERROR(EUNATCH);
  ERROR(ENOCSI);
  ERROR(EL2HLT);
  ERROR(EBADE);
  ERROR(EBADR);
  ERROR(EXFULL);
  ERROR(ENOANO);
  ERROR(EBADRQC);
  ERROR(EBADSLT);
  ERROR(EBFONT);
  ERROR(ENOSTR);
  ERROR(ENODATA);
  ERROR(ETIME);
  ERROR(ENOSR);
  ERROR(ENONET);
  ERROR(ENOPKG);
  ERROR(EREMOTE);
  ERROR(ENOLINK);
  ERROR(EADV);
  ERROR(ESRMNT);
  ERROR(ECOMM);
  ERROR(EPROTO);
  ERROR(EMULTIHOP);
  ERROR(EDOTDOT);
  ERROR(EBADMSG);
  ERROR(EOVERFLOW);
  ERROR(ENOTUNIQ);
  ERROR(EBADFD);
  ERROR(EREMCHG);
  ERROR(ELIBACC);
  ERROR(ELIBBAD);
  ERROR(ELIBSCN);
  ERROR(ELIBMAX);
  ERROR(ELIBEXEC);
  ERROR(EILSEQ);
  ERROR(ERESTART);
  ERROR(ESTRPIPE);
  ERROR(EUSERS);
  ERROR(ENOTSOCK);
  ERROR(EDESTADDRREQ);
  ERROR(EMSGSIZE);
  ERROR(EPROTOTYPE);
  ERROR(ENOPROTOOPT);
  ERROR(EPROTONOSUPPORT);
  ERROR(ESOCKTNOSUPPORT);
  ERROR(EOPNOTSUPP);
  ERROR(EPFNOSUPPORT);
  ERROR(EAFNOSUPPORT);
  ERROR(EADDRINUSE);
  ERROR(EADDRNOTAVAIL);
  ERROR(ENETDOWN);
  ERROR(ENETUNREACH);
  ERROR(ENETRESET);
  ERROR(ECONNABORTED);
  ERROR(ECONNRESET);
  ERROR(ENOBUFS);
  ERROR(EISCONN);
  ERROR(ENOTCONN);
  ERROR(ESHUTDOWN);
  ERROR(ETOOMANYREFS);
  ERROR(ETIMEDOUT);
  ERROR(ECONNREFUSED);
  ERROR(EHOSTDOWN);
  ERROR(EHOSTUNREACH);
  ERROR(EALREADY);
  ERROR(EINPROGRESS);
  ERROR(ESTALE);
  ERROR(EUCLEAN);
  ERROR(ENOTNAM);
  ERROR(ENAVAIL);
  ERROR(EISNAM);
  ERROR(EREMOTEIO);
  ERROR(EDQUOT);
  ERROR(ENOMEDIUM);
  ERROR(EMEDIUMTYPE);
  ERROR(ECANCELED);
  ERROR(ENOKEY);
  ERROR(EKEYEXPIRED);
  ERROR(EKEYREVOKED);
  ERROR(EKEYREJECTED);
  ERROR(EOWNERDEAD);
  ERROR(ENOTRECOVERABLE);
  ERROR(ERFKILL);
  ERROR(EHWPOISON);
}

int main(void) {
  system_calls();
  sleeping_calls();
  files();
  pipes();
  sockets();
  memory();
  system_v();
  posix_queues();
  locks();
  terminals();
  processes();
  accounts();
  errors();
  return 0;
}
