package ipc.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.model.ByteText;
import ipc.sys.FileCalls;
import ipc.sys.FileStatus;
import ipc.sys.Kernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeft.class)
class DescriptorTest {
  private final Machine machine = new Machine();
  private final Kernel kernel = machine.kernel();
  private final Pipe pipe = Pipe.of(kernel);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    pipe.close();
    machine.close();
  }

  private Descriptor open(String path) {
    return Descriptor.open(kernel, path, FileCalls.O_RDONLY, 0, "the subject");
  }

  @Test
  void missing_file_is_told_by_its_subject() {
    IpcException failure =
        assertThrows(IpcException.NoSuchObject.class, () -> open(directory + "/none"));

    assertEquals(
        "cannot open 'the subject': no such file or directory (ENOENT)", failure.getMessage());
  }

  @Test
  void path_keeps_every_byte() {
    byte[] bytes = {(byte) 0x80, (byte) 0xFF, ' ', (byte) 0xC3, (byte) 0xBC};
    String path = directory + "/" + ByteText.decode(bytes);
    Descriptor.open(kernel, path, FileCalls.O_CREAT, 0600, "it").close();

    try (Descriptor parent = open(directory.toString())) {
      byte[] records = new byte[4096];
      int count = kernel.files().getdents64(parent.number(), records);
      assertTrue(new String(records, 0, count, ISO_8859_1).contains(new String(bytes, ISO_8859_1)));
    }

    kernel.files().unlinkat(FileCalls.AT_FDCWD, ByteText.encode(path), 0);
  }

  @Test
  void whole_content_is_read() throws Exception {
    byte[] content = new byte[200_000];
    content[199_999] = 9;
    Path file = Files.write(directory.resolve("file"), content);

    try (Descriptor descriptor = open(file.toString())) {
      assertArrayEquals(content, descriptor.readAll());
      assertArrayEquals(new byte[0], descriptor.readAll());
    }
  }

  @Test
  void directory_cannot_be_read() {
    try (Descriptor descriptor = open(directory.toString())) {
      IpcException failure = assertThrows(IpcException.TransferFailed.class, descriptor::readAll);

      assertEquals("cannot read the subject: is a directory (EISDIR)", failure.getMessage());
    }
  }

  @Test
  void input_is_read_to_its_end_but_not_beyond_the_limit() {
    pipe.write("12345".getBytes(US_ASCII));
    pipe.closeWriter();
    try (Descriptor input = pipe.input()) {
      assertArrayEquals("12345".getBytes(US_ASCII), input.readAll(5));
    }
  }

  @Test
  void input_beyond_the_limit_is_refused() {
    pipe.write("123456".getBytes(US_ASCII));
    pipe.closeWriter();
    try (Descriptor input = pipe.input()) {
      IpcException failure = assertThrows(IpcException.LimitReached.class, () -> input.readAll(5));

      assertEquals("the pipe has more than 5 bytes", failure.getMessage());
    }
  }

  @Test
  void one_more_byte_is_seen_before_the_end() {
    pipe.write(new byte[] {1});
    pipe.closeWriter();
    try (Descriptor input = pipe.input()) {
      assertTrue(input.hasMore());
      assertFalse(input.hasMore());
    }
  }

  @Test
  void rest_of_a_regular_file_is_known() throws Exception {
    Path file = Files.write(directory.resolve("file"), new byte[100]);
    try (Descriptor descriptor = open(file.toString())) {
      kernel.files().read(descriptor.number(), new byte[30]);

      assertEquals(OptionalLong.of(70), descriptor.remainingBytes());
      Files.write(file, new byte[10]);
      assertEquals(OptionalLong.of(0), descriptor.remainingBytes());
    }
  }

  @Test
  void rest_of_a_pipe_is_unknown() {
    try (Descriptor input = pipe.input()) {
      assertEquals(OptionalLong.empty(), input.remainingBytes());
    }
  }

  @Test
  void status_is_that_of_the_open_file() {
    try (Descriptor descriptor = open(directory.toString())) {
      assertEquals(FileStatus.Kind.DIRECTORY, descriptor.status().kind());
    }
  }

  @Test
  void standard_input_and_output_stay_open_when_they_are_closed() {
    machine.engine().standardInput().close();
    machine.engine().standardOutput().close();

    assertTrue(kernel.files().fcntl(0, FileCalls.F_GETFD, 0) >= 0);
    assertTrue(kernel.files().fcntl(1, FileCalls.F_GETFD, 0) >= 0);
  }
}
