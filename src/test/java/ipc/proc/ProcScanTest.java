package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcScanTest {
  private static final FileIdentity JOBS = new FileIdentity(0, 0x1b, 10);
  private static final FileStatus JOBS_FILE = new FileStatus(JOBS, FileType.REGULAR, 0_600);
  private static final String JOBS_MAPS =
      "1000-3000 r--p 00000000 00:1b 10   /dev/shm/jobs\n"
          + "5000-6000 rw-s 00000000 00:1b 10   /dev/shm/jobs\n";
  private static final String SEGMENT_MAPS =
      "1000-3000 rw-s 00000000 00:01 0   /SYSV00001234 (deleted)\n";
  private static final String SHM_HEADER =
      "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap\n";

  @Test
  void mappings_of_a_file_are_summed_up_by_process() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", JOBS_MAPS)
                .process(8, "b", "")
                .process(9, "c", "1000-2000 r--s 00000000 00:1b 10   /dev/shm/jobs\n"));

    List<Mapper> mappers = scan.mappers(JOBS);

    assertEquals(
        List.of(new Mapper(7, 2, 0x3000, true, true), new Mapper(9, 1, 0x1000, false, true)),
        mappers);
    assertEquals(List.of(), scan.warnings());
  }

  @Test
  void same_inode_on_another_device_is_another_file() {
    ProcScan scan = new ProcScan(machine().process(7, "a", JOBS_MAPS));

    assertEquals(List.of(), scan.mappers(new FileIdentity(0, 0x1c, 10)));
  }

  @Test
  void first_segment_of_a_namespace_has_its_attachments_found() {
    ProcScan scan = new ProcScan(machine().process(7, "a", SEGMENT_MAPS + SEGMENT_MAPS));

    assertEquals(
        List.of(
            new SegmentMapper(
                0, 0x1234, NamespaceRelation.SAME, new Mapper(7, 2, 0x4000, true, true))),
        scan.segmentMappers(0));
  }

  @Test
  void attachments_in_another_ipc_namespace_are_not_ours() {
    ProcScan scan =
        new ProcScan(machine().process(7, "a", SEGMENT_MAPS).link("/proc/7/ns/ipc", "ipc:[2]"));

    assertEquals(List.of(), scan.segmentMappers(0));
    assertEquals(NamespaceRelation.OTHER, scan.ipcNamespaceRelation(7));
    assertEquals(List.of(), scan.warnings());
  }

  @Test
  void attachment_in_an_unknown_namespace_is_marked_and_told() {
    ProcScan scan = new ProcScan(machine().process(7, "a", SEGMENT_MAPS).denied("/proc/7/ns/ipc"));

    List<SegmentMapper> mappers = scan.segmentMappers(0);

    assertEquals(NamespaceRelation.UNKNOWN, mappers.getFirst().namespace());
    assertEquals(
        List.of(
            "could not read the ipc namespaces of 1 of 1 process (permission denied): run as root"
                + " to see them"),
        texts(scan));
  }

  @Test
  void kernel_without_ipc_namespaces_has_only_one() {
    ProcScan scan =
        new ProcScan(
            new TableProc()
                .process(1, "init", "")
                .process(7, "a", SEGMENT_MAPS)
                .gone("/proc/7/ns/ipc"));

    assertEquals(NamespaceRelation.SAME, scan.segmentMappers(0).getFirst().namespace());
  }

  @Test
  void attachment_with_another_key_belongs_to_a_namespace_left_behind() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", SEGMENT_MAPS)
                .process(8, "b", SEGMENT_MAPS.replace("1234", "9999"))
                .file("/proc/sysvipc/shm", SHM_HEADER + row(0x1234, 0, "600")));

    List<SegmentMapper> mappers = scan.mappers(scan.sharedMemory().getFirst());

    assertEquals(List.of(7L), pids(mappers));
  }

  @Test
  void removed_segment_is_known_by_its_id_alone() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", SEGMENT_MAPS)
                .file("/proc/sysvipc/shm", SHM_HEADER + row(0, 0, "1600")));

    List<SegmentMapper> mappers = scan.mappers(scan.sharedMemory().getFirst());

    assertEquals(List.of(7L), pids(mappers));
  }

  @Test
  void openers_are_told_with_what_they_may_do() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .descriptor("/proc/7", 3, JOBS_FILE, "pos:\t0\nflags:\t02100002\n")
                .descriptor("/proc/7", 10, JOBS_FILE, "pos:\t0\nflags:\t0100000\n")
                .descriptor("/proc/7", 4, TableProc.ELSEWHERE, "pos:\t0\nflags:\t01\n"));

    assertEquals(
        List.of(new Opener(7, 3, AccessMode.READ_WRITE), new Opener(7, 10, AccessMode.READ)),
        scan.openers(JOBS));
    assertEquals(List.of(), scan.warnings());
  }

  @Test
  void descriptor_flags_are_read_for_matches_only() {
    TableProc machine =
        machine()
            .process(7, "a", "")
            .descriptor("/proc/7", 3, JOBS_FILE, "pos:\t0\nflags:\t02\n")
            .descriptor("/proc/7", 4, TableProc.ELSEWHERE, "pos:\t0\nflags:\t01\n");

    new ProcScan(machine).openers(JOBS);

    assertTrue(machine.asked().contains("read /proc/7/fdinfo/3"));
    assertFalse(machine.asked().contains("read /proc/7/fdinfo/4"));
  }

  @Test
  void descriptor_whose_flags_are_unreadable_is_still_an_opener() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .descriptor("/proc/7", 3, JOBS_FILE, "")
                .descriptor("/proc/7", 5, JOBS_FILE, "")
                .denied("/proc/7/fdinfo/3")
                .gone("/proc/7/fdinfo/5"));

    assertEquals(List.of(new Opener(7, 3, AccessMode.UNKNOWN)), scan.openers(JOBS));
    assertEquals(
        List.of(
            "could not read the descriptors' access modes of 1 of 1 process (permission denied):"
                + " run as root to see them"),
        texts(scan));
  }

  @Test
  void processes_that_cannot_be_looked_into_are_counted_and_summed_up() {
    TableProc machine = machine();
    for (long pid = 10; pid < 18; pid++) {
      machine.process(pid, "secret", "").denied("/proc/" + pid + "/maps");
    }
    machine.process(20, "odd", "").failed("/proc/20/maps", "input/output error (EIO)");
    ProcScan scan = new ProcScan(machine);

    Coverage coverage = scan.mapsCoverage();

    assertEquals(new Coverage(10, List.of(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 20L)), coverage);
    assertEquals(
        List.of(
            new ProcWarning.UnreadProcesses(
                "the maps", 8, 10, "permission denied", true, List.of(10L, 11L, 12L, 13L, 14L)),
            new ProcWarning.UnreadProcesses(
                "the maps", 1, 10, "input/output error (EIO)", false, List.of(20L))),
        scan.warnings());
    assertEquals(
        List.of(
            "could not read the maps of 8 of 10 processes (permission denied): run as root to see"
                + " them",
            "could not read the maps of 1 of 10 processes (input/output error (EIO))"),
        texts(scan));
  }

  @Test
  void root_is_not_told_to_become_root() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .denied("/proc/7/maps")
                .file("/proc/thread-self/status", TableProc.status('R', 0)));

    scan.mapsCoverage();

    assertEquals(
        List.of("could not read the maps of 1 of 2 processes (permission denied)"), texts(scan));
  }

  @Test
  void processes_whose_descriptors_are_denied_are_counted() {
    ProcScan scan = new ProcScan(machine().process(7, "a", "").denied("/proc/7/fd"));

    assertEquals(new Coverage(2, List.of(7L)), scan.descriptorCoverage());
  }

  @Test
  void process_that_ends_while_we_look_is_no_trouble() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .gone("/proc/7/stat")
                .gone("/proc/7/maps")
                .gone("/proc/7/fd")
                .process(8, "b", SEGMENT_MAPS)
                .gone("/proc/8/ns/ipc")
                .gone("/proc/8/stat")
                .gone("/proc/8/fd"));

    assertEquals(List.of(), scan.segmentMappers(0));
    assertEquals(List.of(), scan.openers(JOBS));
    assertEquals(List.of(1L), scan.processes().stream().map(ProcessEntry::pid).toList());
    assertEquals(new Coverage(1, List.of()), scan.descriptorCoverage());
    assertEquals(List.of(), scan.warnings());
  }

  @Test
  void kernel_threads_and_zombies_are_not_counted_though_they_are_denied() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(2, "kthreadd", "")
                .file("/proc/2/stat", TableProc.stat(2, "kthreadd", 'S', "2129984", 1))
                .denied("/proc/2/maps")
                .denied("/proc/2/fd")
                .process(3, "dead", "")
                .file("/proc/3/stat", TableProc.stat(3, "dead", 'Z', "4194304", 1))
                .denied("/proc/3/maps")
                .denied("/proc/3/fd"));

    assertEquals(new Coverage(1, List.of()), scan.mapsCoverage());
    assertEquals(new Coverage(1, List.of()), scan.descriptorCoverage());
    assertEquals(List.of(), scan.warnings());
  }

  @Test
  void kernel_threads_are_told_with_one_question() {
    TableProc proc =
        machine()
            .process(2, "kthreadd", "")
            .file("/proc/2/stat", TableProc.stat(2, "kthreadd", 'S', "2129984", 1))
            .file("/proc/2/task/2/children", "3 4 ")
            .process(3, "kworker", "")
            .process(4, "ksoftirqd", "");

    assertEquals(new Coverage(1, List.of()), new ProcScan(proc).mapsCoverage());
    assertFalse(proc.asked().contains("read /proc/3/maps"));
    assertFalse(proc.asked().contains("read /proc/4/stat"));
  }

  @Test
  void children_of_a_process_2_that_is_no_kernel_thread_are_looked_into() {
    TableProc proc =
        machine()
            .process(2, "shell", "")
            .file("/proc/2/task/2/children", "7")
            .process(7, "a", SEGMENT_MAPS);

    assertEquals(List.of(7L), pids(new ProcScan(proc).segmentMappers(0)));
  }

  @Test
  void process_whose_first_thread_ended_is_seen_through_another() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .file("/proc/7/stat", TableProc.stat(7, "a", 'Z', "4194304", 2))
                .gone("/proc/7/ns/ipc")
                .file("/proc/7/task/7/maps", "")
                .file("/proc/7/task/9/maps", SEGMENT_MAPS)
                .link("/proc/7/task/9/ns/ipc", "ipc:[1]")
                .descriptor("/proc/7/task/9", 3, JOBS_FILE, "pos:\t0\nflags:\t01\n"));

    assertEquals(NamespaceRelation.SAME, scan.ipcNamespaceRelation(7));
    assertEquals(List.of(7L), pids(scan.segmentMappers(0)));
    assertEquals(List.of(new Opener(7, 3, AccessMode.WRITE)), scan.openers(JOBS));
  }

  @Test
  void process_tells_who_it_is() {
    ProcScan scan = new ProcScan(machine().process(7, "a) R (b", ""));

    assertEquals(
        Optional.of(new ProcessEntry(7, OptionalLong.of(1000), "a) R (b", 700, false, false)),
        scan.process(7));
    assertEquals(Optional.empty(), scan.process(99));
  }

  @Test
  void table_that_is_not_there_is_told() {
    ProcScan scan = new ProcScan(machine());

    assertEquals(List.of(), scan.sharedMemory());
    assertEquals(List.of("could not read '/proc/sysvipc/shm' (not there)"), texts(scan));
  }

  @Test
  void lines_that_make_no_sense_are_told_with_file_and_line() {
    ProcScan scan =
        new ProcScan(
            machine()
                .file("/proc/sysvipc/shm", SHM_HEADER + row(1, 5, "600") + "x\ny\n")
                .process(7, "a", "odd\n" + JOBS_MAPS));

    assertEquals(1, scan.sharedMemory().size());
    assertEquals(1, scan.mappers(JOBS).size());
    assertEquals(
        List.of(
            "could not understand line 3 of '/proc/sysvipc/shm' (no number for column 'key':"
                + " 'x') and 1 more of its lines",
            "could not understand line 1 of '/proc/7/maps' (not a mapping)"),
        texts(scan));
  }

  @Test
  void a_place_without_proc_is_told() {
    ProcScan scan = new ProcScan(new TableProc().emptyDirectory("/proc"));

    assertEquals(List.of(), scan.pids());
    assertEquals(List.of(new ProcWarning.NoProcesses()), scan.warnings());
  }

  @Test
  void hidden_processes_are_told() {
    ProcScan scan = new ProcScan(new TableProc().process(7, "a", ""));

    assertEquals(List.of(7L), scan.pids());
    assertEquals(List.of(new ProcWarning.ProcessesHidden()), scan.warnings());
  }

  @Test
  void settings_are_read_by_name() {
    ProcScan scan =
        new ProcScan(
            machine()
                .file("/proc/sys/kernel/shmmax", "18446744073692774399\n")
                .file("/proc/sys/kernel/sem", "32000\t1024000000\t500\t32000\n"));

    assertEquals(OptionalLong.of(Long.MAX_VALUE), scan.setting("kernel/shmmax"));
    assertEquals(OptionalLong.empty(), scan.setting("fs/mqueue/msg_max"));
    assertEquals(500, scan.semaphoreLimits().orElseThrow().operations());
    assertEquals(List.of("could not read '/proc/sys/fs/mqueue/msg_max' (not there)"), texts(scan));
  }

  @Test
  void nothing_is_read_before_it_is_needed() {
    TableProc machine = machine();

    new ProcScan(machine).warnings();

    assertEquals(List.of(), machine.asked());
  }

  @Test
  void each_file_is_read_at_most_once() {
    TableProc machine =
        machine()
            .process(2, "kthreadd", "")
            .file("/proc/2/stat", TableProc.stat(2, "kthreadd", 'S', "2129984", 1))
            .process(7, "a", SEGMENT_MAPS + JOBS_MAPS)
            .descriptor("/proc/7", 3, JOBS_FILE, "pos:\t0\nflags:\t02\n")
            .process(8, "b", "")
            .denied("/proc/8/maps")
            .process(9, "c", "")
            .file("/proc/9/stat", TableProc.stat(9, "c", 'Z', "4194304", 2))
            .file("/proc/9/task/11/maps", SEGMENT_MAPS)
            .link("/proc/9/task/11/ns/ipc", "ipc:[1]")
            .file("/proc/sysvipc/shm", SHM_HEADER + row(0x1234, 0, "600"));
    ProcScan scan = new ProcScan(machine);

    askEverything(scan);
    askEverything(scan);

    assertEquals(new HashSet<>(machine.asked()).size(), machine.asked().size());
  }

  private static void askEverything(ProcScan scan) {
    scan.messageQueues();
    scan.semaphoreArrays();
    scan.mounts();
    scan.setting("kernel/shmmax");
    scan.semaphoreLimits();
    scan.mappers(JOBS);
    scan.mappers(scan.sharedMemory().getFirst());
    scan.openers(JOBS);
    scan.mapsCoverage();
    scan.descriptorCoverage();
    for (ProcessEntry process : scan.processes()) {
      scan.ipcNamespaceRelation(process.pid());
    }
    scan.warnings();
  }

  private static TableProc machine() {
    return new TableProc()
        .process(1, "init", "1-2 r--p 0 fe:00 5 /init\n")
        .link("/proc/thread-self/ns/ipc", "ipc:[1]");
  }

  private static String row(int key, int id, String perms) {
    return key + " " + id + " " + perms + " 8192 1 0 1 0 0 0 0 0 0 9 0 0\n";
  }

  private static List<Long> pids(List<SegmentMapper> mappers) {
    return mappers.stream().map(found -> found.mapper().pid()).toList();
  }

  private static List<String> texts(ProcScan scan) {
    return scan.warnings().stream().map(ProcWarning::text).toList();
  }
}
