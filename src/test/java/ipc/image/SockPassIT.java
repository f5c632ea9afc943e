package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that are passed over Unix sockets, from a command of ours and to one. */
class SockPassIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + script);
  }

  @Test
  void descriptor_goes_from_ipc_to_ipc() throws Exception {
    Ran ran =
        run(
            """
            echo in the file >file
            serve unix:s --pass-fd -- sh -c 'cat <&$IPC_FD; cat; ls -m /proc/$$/fd; true'
            echo and after it | ipc sock connect unix:s --pass-fd 7 7<file
            wait $server; echo $?
            """);

    assertRan(ran, 0, "in the file\nand after it\n0, 1, 2, " + lastWord(ran) + "\n0\n");
  }

  /** The number of the passed descriptor is free to be any. */
  private static String lastWord(Ran ran) {
    String[] lines = ran.out().split("\n");
    return lines.length < 3 ? "?" : lines[2].substring(lines[2].lastIndexOf(' ') + 1);
  }

  @Test
  void descriptor_goes_to_a_program_in_another_language() throws Exception {
    Ran ran =
        run(
            """
            echo in the file >file
            python3 -c "
            import os, socket
            l = socket.socket(socket.AF_UNIX); l.bind('p'); l.listen()
            open('up', 'w').close()
            c, _ = l.accept()
            data, fds, _, _ = socket.recv_fds(c, 100, 4)
            rest = b''
            while b := c.recv(100): rest += b
            print(data, len(fds), os.read(fds[0], 100), rest)" & peer=$!
            await test -e up
            echo hello | ipc sock connect unix:p --pass-fd 3 3<file
            wait $peer
            """);

    assertRan(ran, 0, "b'\\x00' 1 b'in the file\\n' b'hello\\n'\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b'first ', and then", "b'\\0', and then"})
  void descriptor_comes_from_a_program_in_another_language(String first) throws Exception {
    Ran ran =
        run(
            """
            echo in the file >file
            serve unix:s --pass-fd -- sh -c 'cat <&$IPC_FD; cat'
            python3 -c "
            import os, socket
            s = socket.socket(socket.AF_UNIX); s.connect('s')
            socket.send_fds(s, [%s], [os.open('file', os.O_RDONLY)])
            s.sendall(b'the rest'); s.shutdown(1)
            while b := s.recv(100): print(b.decode(), end='')"
            wait $server; echo; echo $?
            """
                .formatted(first.replace(", and then", "")));

    String data = first.startsWith("b'first") ? "first the rest" : "the rest";
    assertRan(ran, 0, "in the file\n" + data + "\n0\n");
  }

  @Test
  void descriptor_that_cannot_be_passed_or_does_not_come_is_told() throws Exception {
    Ran ran =
        run(
            """
            ipc sock connect unix:none --pass-fd 9; echo $?
            ipc sock connect unix:none --pass-fd 3; echo $?
            ipc sock connect tcp:127.0.0.1:1 --pass-fd 0; echo $?
            ipc sock listen tcp:127.0.0.1:0 --pass-fd -- cat; echo $?
            ipc sock listen unix:s --pass-fd; echo $?
            for said in '' bytes; do
              serve unix:s --pass-fd -- touch started
              printf "$said" | ipc sock connect unix:s >/dev/null 2>&1
              wait $server; echo $?
            done
            serve unix:s --pass-fd --idle-timeout 0.2 -- touch started
            sleep 30 | ipc sock connect unix:s >/dev/null 2>&1 & client=$!
            wait $server; echo $?
            ls started
            """);

    assertEquals("64\n64\n64\n64\n64\n76\n76\n124\n", ran.out(), ran::err);
  }
}
