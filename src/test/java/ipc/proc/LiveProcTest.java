package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The parsers and the scan against the kernel that runs the tests. */
class LiveProcTest {
  private static final long SELF = ProcessHandle.current().pid();

  private final LiveProc source = new LiveProc();
  private final ProcScan scan = new ProcScan(source);

  @Test
  void our_own_mapping_and_descriptor_of_a_tmpfs_file_are_found() throws IOException {
    Path directory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(directory), "needs a writable /dev/shm");
    Path file = Files.createTempFile(directory, "live proc", ".test");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8192);
      FileIdentity identity = source.identity(file.toString()).content().orElseThrow().identity();

      List<Mapper> mappers = scan.mappers(identity);
      List<Opener> openers = scan.openers(identity);

      assertEquals(List.of(new Mapper(SELF, 1, mapped.capacity(), true, true)), mappers);
      assertEquals(List.of(SELF), openers.stream().map(Opener::pid).toList());
      assertEquals(AccessMode.READ_WRITE, openers.getFirst().access());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void our_own_process_is_known() {
    ProcessEntry self = scan.process(SELF).orElseThrow();

    assertEquals("java", self.command());
    assertTrue(self.startTicks() > 0);
    assertEquals(NamespaceRelation.SAME, scan.ipcNamespaceRelation(SELF));
  }

  @Test
  void every_line_of_this_kernels_texts_is_understood() {
    assumeTrue(Files.exists(Path.of("/proc/sysvipc/shm")), "needs a kernel with System V IPC");

    scan.sharedMemory();
    scan.messageQueues();
    scan.semaphoreArrays();
    scan.mounts();
    scan.semaphoreLimits();
    scan.setting("kernel/shmmax");
    scan.processes();
    scan.mapsCoverage();

    List<ProcWarning> notUnderstood =
        scan.warnings().stream().filter(ProcWarning.NotUnderstood.class::isInstance).toList();
    assertEquals(List.of(), notUnderstood);
    assertTrue(MountEntry.at(scan.mounts(), "/proc").isPresent());
  }

  @Test
  void segment_made_by_another_tool_is_listed() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ipcmk")), "needs ipcmk of util-linux");
    String made = run("/usr/bin/ipcmk", "-M", "12288", "-p", "0640");
    String id = made.substring(made.lastIndexOf(' ') + 1).strip();
    try {
      Optional<SharedMemoryEntry> segment =
          scan.sharedMemory().stream().filter(s -> s.id() == Integer.parseInt(id)).findFirst();

      assertEquals(12288, segment.orElseThrow().sizeBytes());
      assertEquals(0_640, segment.orElseThrow().permissions());
      assertEquals(List.of(), scan.mappers(segment.orElseThrow()));
    } finally {
      run("/usr/bin/ipcrm", "-m", id);
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
