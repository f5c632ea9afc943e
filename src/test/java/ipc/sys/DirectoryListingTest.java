package ipc.sys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.NothingLeft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories, listed by the kernel's own records. */
@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class DirectoryListingTest {
  private static final int EINVAL = 22;

  private final FileCalls files;
  private final OpenFiles open;
  @TempDir private Path directory;

  DirectoryListingTest(DoorKind kind) {
    files = new Kernel(kind.open()).files();
    open = new OpenFiles(files);
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

  private Set<String> names(int bufferBytes) {
    int descriptor = open.file(path("."), FileCalls.O_RDONLY | FileCalls.O_DIRECTORY);
    byte[] records = new byte[bufferBytes];
    List<byte[]> names = new ArrayList<>();
    int count = files.getdents64(descriptor, records);
    while (count > 0) {
      DirectoryEntries.names(records, count, names);
      count = files.getdents64(descriptor, records);
    }
    assertEquals(0, count);
    Set<String> texts = new HashSet<>();
    for (byte[] name : names) {
      assertTrue(texts.add(new String(name, ISO_8859_1)), "no name comes twice");
    }
    return texts;
  }

  @Test
  void large_directory_is_listed_in_many_pieces() throws IOException {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String name = "f".repeat(i % 200 + 1) + i;
      Files.createFile(directory.resolve(name));
      made.add(name);
    }

    assertEquals(made, names(4096));
  }

  @Test
  void names_keep_every_byte() {
    byte[] high = new byte[128];
    byte[] low = new byte[126];
    int filled = 0;
    for (int i = 1; i < 128; i++) {
      high[i - 1] = (byte) (127 + i);
      if (i != '/') {
        low[filled++] = (byte) i;
      }
    }
    high[127] = (byte) 0xFF;
    for (byte[] name : List.of(high, low)) {
      open.close(open.file(path(name), FileCalls.O_CREAT | FileCalls.O_WRONLY));
    }

    assertEquals(Set.of(new String(high, ISO_8859_1), new String(low, ISO_8859_1)), names(65536));
    for (byte[] name : List.of(high, low)) {
      assertEquals(0, files.unlinkat(FileCalls.AT_FDCWD, path(name), 0));
    }
  }

  @Test
  void names_that_begin_with_dots_are_listed() throws IOException {
    for (String name : List.of(".a", "..a", "...")) {
      Files.createFile(directory.resolve(name));
    }

    assertEquals(Set.of(".a", "..a", "..."), names(4096));
  }

  @Test
  void list_into_too_little_room_is_an_error() {
    int descriptor = open.file(path("."), FileCalls.O_RDONLY | FileCalls.O_DIRECTORY);

    assertEquals(-EINVAL, files.getdents64(descriptor, new byte[1]));
  }
}
