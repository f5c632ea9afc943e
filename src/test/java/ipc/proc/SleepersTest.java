package ipc.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SleepersTest {
  private static final String REST = " 0x0 0x0 0x0 0x0 0x7ffe0010 0x7f00aa\n";
  private static final String ON_QUEUE_3 = SleepingCall.MSGRCV.number() + " 0x3 0x0" + REST;
  private static final String ON_SET_3 = SleepingCall.SEMOP.number() + " 0x3 0x0" + REST;

  @Test
  void threads_that_sleep_in_one_call_are_summed_up_by_process() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .file("/proc/7/task/7/syscall", ON_QUEUE_3)
                .file("/proc/7/task/8/syscall", ON_QUEUE_3)
                .file("/proc/7/task/9/syscall", "running\n"));

    assertEquals(List.of(new Sleeper(7, SleepingCall.MSGRCV, 3, 2)), scan.queueSleepers(3));
    assertEquals(List.of(), scan.queueSleepers(4));
  }

  @Test
  void queue_and_set_of_one_id_have_each_their_own_sleepers() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .file("/proc/7/task/7/syscall", ON_QUEUE_3)
                .process(8, "b", "")
                .file("/proc/8/task/8/syscall", ON_SET_3));

    assertEquals(List.of(new Sleeper(8, SleepingCall.SEMOP, 3, 1)), scan.semaphoreSleepers(3));
  }

  @Test
  void sleepers_of_another_ipc_namespace_are_not_ours() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .link("/proc/7/ns/ipc", "ipc:[2]")
                .file("/proc/7/task/7/syscall", ON_QUEUE_3));

    assertEquals(List.of(), scan.queueSleepers(3));
  }

  @Test
  void process_that_may_not_be_traced_is_told() {
    ProcScan scan =
        new ProcScan(
            machine()
                .process(7, "a", "")
                .file("/proc/7/task/7/syscall", ON_QUEUE_3)
                .denied("/proc/7/task/7/syscall"));

    assertEquals(List.of(), scan.queueSleepers(3));
    assertEquals(List.of(7L), scan.callCoverage().unreadable());
    assertEquals(
        List.of(
            "could not read the system calls of 1 of 2 processes (permission denied): run as root"
                + " to see them"),
        scan.warnings().stream().map(ProcWarning::text).toList());
  }

  @Test
  void kernel_that_tells_no_calls_is_told() {
    ProcScan scan = new ProcScan(machine().process(7, "a", "").gone("/proc/thread-self/syscall"));

    scan.queueSleepers(3);

    assertTrue(
        scan.warnings().getFirst().text().startsWith("could not read '/proc/thread-self/syscall'"));
  }

  private static TableProc machine() {
    return new TableProc()
        .process(1, "init", "1-2 r--p 0 fe:00 5 /init\n")
        .file("/proc/1/task/1/syscall", "running\n")
        .file("/proc/thread-self/syscall", "running\n")
        .link("/proc/thread-self/ns/ipc", "ipc:[1]");
  }
}
