package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Python's {@code multiprocessing.shared_memory} and {@code ipc} share segments, both ways. */
class PythonPeerIT {
  /** What a script of these tests may use; Python's own bookkeeping of segments is told off. */
  private static final String PRELUDE =
      """
      import subprocess, sys
      from multiprocessing import resource_tracker, shared_memory
      resource_tracker.register = lambda *_: None
      resource_tracker.unregister = lambda *_: None
      def ipc(*words, **more):
          ran = subprocess.run(["ipc", *words], stdout=subprocess.PIPE, **more)
          print(ran.returncode, ran.stdout.decode(), end="|", flush=True)
      """;

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("python3");
  }

  private static Ran python(String script) throws Exception {
    return sandbox.run(
        "python3 - <<'END'\n" + PRELUDE + script + "END\nstatus=$?; left; exit $status");
  }

  @Test
  void what_python_made_is_shown_read_written_attached_and_removed() throws Exception {
    Ran ran =
        python(
            """
            made = shared_memory.SharedMemory("made", create=True, size=5000)
            made.buf[:5] = b"hello"
            ipc("shm", "stat", "made", "-o", "address,size,mode,owner,kind")
            ipc("shm", "read", "made", "--length", "5")
            ipc("shm", "write", "made", "--offset", "4995", input=b"world")
            print(bytes(made.buf[4995:]).decode(), end="|", flush=True)
            ipc("shm", "attach", "made", "--", "sh", "-c", "head -c5 <&$IPC_FD; echo $IPC_SIZE")
            made.close()
            ipc("shm", "rm", "made", "--unused")
            """);

    assertEquals(
        new Ran(
            0, "0 posix-shm:/made\t5000\t0600\troot\tshm\n|0 hello|0 |world|0 hello5000\n|0 |", ""),
        ran);
  }

  @Test
  void who_has_a_segment_mapped_goes_on_when_it_grows() throws Exception {
    Ran ran =
        python(
            """
            before = shared_memory.SharedMemory("made", create=True, size=4096)
            before.buf[:5] = b"hello"
            ipc("shm", "resize", "made", "-s", "12K")
            before.buf[:5] = b"world"
            after = shared_memory.SharedMemory("made")
            print(after.size, bytes(after.buf[:5]).decode(), sum(after.buf[4096:]))
            before.close(); after.close(); after.unlink()
            """);

    assertEquals(new Ran(0, "0 posix-shm:/made\n|12288 world 0\n", ""), ran);
  }

  @Test
  void python_is_told_as_the_user_of_what_it_has() throws Exception {
    Ran ran =
        python(
            """
            made = shared_memory.SharedMemory("made", create=True, size=5000)
            import os
            print(os.getpid())
            ipc("who", "posix-shm:/made", "-o", "pid,user,how,access,count")
            ipc("shm", "rm", "--unused", "made")
            ipc("shm", "rm", "-q", "made")
            print(bytes(made.buf[:3]))
            """);

    String pid = ran.out().lines().findFirst().orElseThrow();
    assertEquals(
        new Ran(
            0, pid + "\n0 " + pid + "\troot\tmapped\twrite\t1\n|1 |0 |b'\\x00\\x00\\x00'\n", ""),
        ran);
  }

  @Test
  void python_attaches_reads_and_writes_what_ipc_made() throws Exception {
    Ran ran =
        python(
            """
            ipc("shm", "create", "made", "-s", "8K")
            ipc("shm", "write", "made", "--format", "text", input=b"hello")
            peer = shared_memory.SharedMemory("made")
            print(peer.size, bytes(peer.buf[:6]), end="|", flush=True)
            peer.buf[:5] = b"world"
            ipc("shm", "read", "made", "--format", "text")
            peer.unlink()
            ipc("shm", "stat", "made", stderr=subprocess.DEVNULL)
            """);

    assertEquals(new Ran(0, "0 posix-shm:/made\n|0 |8192 b'hello\\x00'|0 world\n|66 |", ""), ran);
  }
}
