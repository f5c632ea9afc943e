package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.NothingLeft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class FileCallsTest {
  private static final int ENOENT = 2;
  private static final int EBADF = 9;
  private static final int EEXIST = 17;
  private static final int EINVAL = 22;
  private static final int ESPIPE = 29;
  private static final int AT_REMOVEDIR = 0x200;
  private static final long TMPFS_MAGIC = 0x01021994;

  private final Kernel kernel;
  private final FileCalls files;
  private final RawCalls raw;
  private final OpenFiles open;
  @TempDir private Path directory;

  FileCallsTest(DoorKind kind) {
    kernel = new Kernel(kind.open());
    files = kernel.files();
    open = new OpenFiles(files);
    raw = new RawCalls(kernel);
  }

  @AfterEach
  void close() {
    open.close();
  }

  private byte[] path(String name) {
    return path(name.getBytes(US_ASCII));
  }

  private byte[] path(byte[] name) {
    return OpenFiles.path(directory, name);
  }

  private int create(String name) {
    return open.file(path(name), FileCalls.O_CREAT | FileCalls.O_EXCL | FileCalls.O_RDWR);
  }

  private int[] pipe() {
    int[] pipe = raw.pipe(0);
    open.opened(pipe[0]);
    open.opened(pipe[1]);
    return pipe;
  }

  private FileStatus status(byte[] path, int flags) {
    FileStatus status = new FileStatus();
    assertEquals(0, files.statx(FileCalls.AT_FDCWD, path, flags, status));
    return status;
  }

  private FileStatus status(int descriptor) {
    FileStatus status = new FileStatus();
    assertEquals(0, files.fstat(descriptor, status));
    return status;
  }

  @Test
  void every_descriptor_closes_on_exec() {
    int descriptor = create("file");

    assertEquals(FileCalls.FD_CLOEXEC, files.fcntl(descriptor, FileCalls.F_GETFD, 0));
  }

  @Test
  void flags_of_an_open_file_can_be_read_again() {
    int descriptor = open.file(path("."), FileCalls.O_RDONLY | FileCalls.O_NONBLOCK);

    int flags = files.fcntl(descriptor, FileCalls.F_GETFL, 0);

    assertEquals(FileCalls.O_NONBLOCK, flags & FileCalls.O_NONBLOCK);
  }

  @Test
  void name_is_made_once() {
    create("file");

    int again =
        files.openat(FileCalls.AT_FDCWD, path("file"), FileCalls.O_CREAT | FileCalls.O_EXCL, 0600);

    assertEquals(-EEXIST, again);
  }

  @Test
  void path_is_relative_to_the_open_directory() {
    create("file");
    int parent = open.file(path("."), FileCalls.O_PATH | FileCalls.O_DIRECTORY);

    int descriptor = files.openat(parent, "file".getBytes(US_ASCII), FileCalls.O_RDONLY, 0);

    assertTrue(descriptor >= 0);
    files.close(descriptor);
  }

  @Test
  void symbolic_link_is_refused_where_it_must_not_be_followed() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    int eloop = 40;

    int result =
        files.openat(
            FileCalls.AT_FDCWD, path("link"), FileCalls.O_RDONLY | FileCalls.O_NOFOLLOW, 0);

    assertEquals(-eloop, result);
  }

  @Test
  void closing_twice_is_an_error() {
    int descriptor = create("file");
    open.close(descriptor);

    assertEquals(-EBADF, files.close(descriptor));
  }

  @Test
  void bytes_written_are_read_again_up_to_the_end() {
    int descriptor = create("file");
    byte[] read = new byte[100];

    assertEquals(3, files.write(descriptor, "-abc-".getBytes(US_ASCII), 1, 3));
    assertEquals(3, files.position(descriptor));
    int reader = open.file(path("file"), FileCalls.O_RDONLY);

    assertEquals(3, files.read(reader, read));
    assertEquals("abc", new String(read, 0, 3, US_ASCII));
    assertEquals(0, files.read(reader, read));
  }

  @Test
  void heap_arrays_move_in_pieces_of_64_kibibytes() {
    int descriptor = create("file");

    assertEquals(65536, files.write(descriptor, new byte[100_000], 0, 100_000));
    assertEquals(65536, files.read(open.file(path("file"), FileCalls.O_RDONLY), new byte[100_000]));
  }

  @Test
  void reading_at_an_offset_leaves_the_position() {
    int descriptor = create("file");
    long memory = kernel.memory().mapAnonymous(65536);
    kernel.memory().view(memory, 4).put(0, "wxyz".getBytes(US_ASCII));

    assertEquals(4, files.pwrite(descriptor, memory, 4, 5_000_000_000L));
    assertEquals(2, files.pread(descriptor, memory + 8, 2, 5_000_000_002L));

    assertEquals('y', kernel.memory().view(memory, 16).get(8));
    assertEquals('z', kernel.memory().view(memory, 16).get(9));
    assertEquals(0, files.position(descriptor));
    kernel.memory().munmap(memory, 65536);
  }

  @Test
  void pipe_has_no_position() {
    assertEquals(-ESPIPE, files.position(pipe()[0]));
  }

  @Test
  void status_is_what_the_virtual_machine_sees() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[12345]);
    Files.setLastModifiedTime(file, FileTime.from(1_500_000_000, TimeUnit.SECONDS));
    Files.createLink(directory.resolve("other"), file);

    FileStatus status = status(path("file"), 0);

    long device = (long) Files.getAttribute(file, "unix:dev");
    assertEquals(12345, status.sizeBytes());
    assertEquals(1_500_000_000, status.modificationSeconds());
    assertEquals(2, status.links());
    assertEquals(Files.getAttribute(file, "unix:ino"), status.inode());
    assertEquals(device & 0xFF, status.deviceMinor() & 0xFF);
    assertEquals(device >> 8 & 0xFFF, status.deviceMajor());
    assertEquals(Files.getAttribute(file, "unix:uid"), status.uid());
    assertEquals(Files.getAttribute(file, "unix:gid"), status.gid());
    assertEquals(Files.getAttribute(file, "unix:mode"), status.mode());
    assertEquals(
        ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis() / 1000,
        status.changeSeconds());
    assertTrue(status.blocks() * 512 >= 12345);
    assertTrue(status.accessSeconds() > 1_500_000_000);
    assertTrue(status.birthSeconds() == 0 || status.birthSeconds() > 1_500_000_000);
  }

  @Test
  void status_tells_kinds_apart() throws IOException {
    create("file");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    raw.makeNode(path("fifo"), 0010600);
    raw.makeNode(path("socket"), 0140600);
    int event = raw.eventDescriptor();
    open.opened(event);

    assertEquals(FileStatus.Kind.REGULAR, status(path("link"), 0).kind());
    assertTrue(status(path("file"), 0).isRegular());
    assertEquals(
        FileStatus.Kind.SYMBOLIC_LINK, status(path("link"), FileCalls.AT_SYMLINK_NOFOLLOW).kind());
    assertEquals(FileStatus.Kind.DIRECTORY, status(path("."), 0).kind());
    assertEquals(FileStatus.Kind.FIFO, status(path("fifo"), 0).kind());
    assertEquals(FileStatus.Kind.SOCKET, status(path("socket"), 0).kind());
    assertEquals(
        FileStatus.Kind.CHARACTER_DEVICE, status("/dev/null".getBytes(US_ASCII), 0).kind());
    assertEquals(FileStatus.Kind.FIFO, status(pipe()[0]).kind());
    assertEquals(FileStatus.Kind.NONE, status(event).kind());
  }

  @Test
  void status_of_what_is_missing_changes_nothing() throws IOException {
    FileStatus status = status(create("file"));
    long inode = status.inode();

    assertEquals(-ENOENT, files.statx(FileCalls.AT_FDCWD, path("none"), 0, status));

    assertEquals(inode, status.inode());
  }

  @Test
  void shared_memory_is_a_file_system_in_memory() {
    FileSystemStatus status = new FileSystemStatus();

    assertEquals(0, files.fstatfs(open.file("/dev/shm".getBytes(US_ASCII), 0), status));

    assertEquals(TMPFS_MAGIC, status.type());
    assertEquals(Path.of("/dev/shm").toFile().getTotalSpace(), status.totalBytes());
    assertTrue(status.availableBytes() <= status.totalBytes());
  }

  @Test
  void file_grows_and_shrinks_to_any_length() {
    int descriptor = create("file");

    assertEquals(0, files.ftruncate(descriptor, 5_000_000_000L));
    assertEquals(5_000_000_000L, status(descriptor).sizeBytes());
    assertEquals(0, files.ftruncate(descriptor, 3));
    assertEquals(3, status(descriptor).sizeBytes());
  }

  @Test
  void allocation_takes_the_space_at_once() {
    int descriptor = create("file");

    assertEquals(0, files.fallocate(descriptor, 0, 1 << 20));

    assertEquals(1 << 20, status(descriptor).sizeBytes());
    assertTrue(status(descriptor).blocks() * 512 >= 1 << 20);
    assertEquals(-EINVAL, files.fallocate(descriptor, 0, 0));
  }

  @Test
  void mode_and_owner_are_set_on_the_open_file() {
    int descriptor = create("file");

    assertEquals(0, files.fchmod(descriptor, 0751));
    assertEquals(0, files.fchown(descriptor, -1, -1));

    assertEquals(0751, status(descriptor).permissionBits());
    assertEquals(kernel.processes().geteuid(), status(descriptor).uid());
  }

  @Test
  void mask_takes_permissions_away_from_what_is_made() {
    int before = files.umask(0077);
    try {
      assertEquals(0, files.mkdirat(FileCalls.AT_FDCWD, path("sub"), 0775));
    } finally {
      assertEquals(0077, files.umask(before));
    }

    assertEquals(0700, status(path("sub"), 0).permissionBits());
    assertEquals(0, files.unlinkat(FileCalls.AT_FDCWD, path("sub"), AT_REMOVEDIR));
    assertFalse(Files.exists(directory.resolve("sub")));
  }

  @Test
  void file_without_a_name_gets_one_by_a_link() {
    int unnamed = open.file(path("."), FileCalls.O_TMPFILE | FileCalls.O_RDWR);
    byte[] source = ("/proc/self/fd/" + unnamed).getBytes(US_ASCII);
    assertEquals(0, status(unnamed).links());

    int linked =
        files.linkat(
            FileCalls.AT_FDCWD,
            source,
            FileCalls.AT_FDCWD,
            path("file"),
            FileCalls.AT_SYMLINK_FOLLOW);

    assertEquals(0, linked);
    assertEquals(1, status(unnamed).links());
    assertEquals(status(unnamed).inode(), status(path("file"), 0).inode());
  }

  @Test
  void file_without_a_name_leaves_nothing_when_it_is_closed() {
    open.close(open.file(path("."), FileCalls.O_TMPFILE | FileCalls.O_RDWR));

    assertArrayEquals(new String[0], directory.toFile().list());
  }

  @Test
  void link_keeps_every_byte_of_its_target() throws Exception {
    byte[] target = {'/', (byte) 0x80, (byte) 0xC3, (byte) 0x28, (byte) 0xFF, ' ', '\n'};
    Process link =
        new ProcessBuilder(
                "sh", "-c", "ln -s \"$(printf '/\\200\\303(\\377 \\n.')\" " + directory + "/link")
            .start();
    assertEquals(0, link.waitFor());
    byte[] into = new byte[100];

    int count = files.readlinkat(FileCalls.AT_FDCWD, path("link"), into);

    assertEquals(target.length + 1, count);
    assertArrayEquals(target, Arrays.copyOf(into, target.length));
    assertEquals(3, files.readlinkat(FileCalls.AT_FDCWD, path("link"), new byte[3]));
    assertEquals(-EINVAL, files.readlinkat(FileCalls.AT_FDCWD, path("."), into));
    link.getInputStream().close();
    link.getOutputStream().close();
    link.getErrorStream().close();
  }

  @Test
  void poll_that_never_waits_tells_that_nothing_is_ready() {
    int[] returned = {-1};

    int ready = files.poll(new int[] {pipe()[0]}, new int[] {FileCalls.POLLIN}, 0, returned);

    assertEquals(0, ready);
    assertEquals(0, returned[0]);
  }

  @Test
  void poll_ends_at_its_time_out() {
    long start = System.nanoTime();

    int ready =
        files.poll(new int[] {pipe()[0]}, new int[] {FileCalls.POLLIN}, 20_000_000, new int[1]);

    assertEquals(0, ready);
    assertTrue(System.nanoTime() - start >= 20_000_000);
  }

  @Test
  void poll_tells_which_descriptor_is_ready_for_what() {
    int[] data = pipe();
    int[] hungUp = pipe();
    int[] broken = pipe();
    files.write(data[1], new byte[1], 0, 1);
    open.close(hungUp[1]);
    open.close(broken[0]);
    int[] returned = new int[6];

    int ready =
        files.poll(
            new int[] {data[0], data[1], hungUp[0], broken[1], 100_000, -1},
            new int[] {
              FileCalls.POLLIN,
              FileCalls.POLLOUT,
              FileCalls.POLLIN,
              FileCalls.POLLIN,
              FileCalls.POLLIN,
              FileCalls.POLLIN
            },
            -1,
            returned);

    assertEquals(5, ready);
    assertArrayEquals(
        new int[] {
          FileCalls.POLLIN,
          FileCalls.POLLOUT,
          FileCalls.POLLHUP,
          FileCalls.POLLERR,
          FileCalls.POLLNVAL,
          0
        },
        returned);
  }

  @Test
  void descriptors_from_a_number_up_close_on_exec() {
    int descriptor = create("file");
    files.fcntl(descriptor, FileCalls.F_SETFD, 0);

    assertEquals(0, files.closeOnExecFrom(3));

    assertEquals(FileCalls.FD_CLOEXEC, files.fcntl(descriptor, FileCalls.F_GETFD, 0));
  }
}
