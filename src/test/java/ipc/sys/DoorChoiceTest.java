package ipc.sys;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.org.webcompere.systemstubs.properties.SystemProperties;

/** Which door a process takes: what its image holds, unless it is told otherwise. */
class DoorChoiceTest {

  private static Door openedWith(String property, String value) throws Exception {
    return new SystemProperties(property, value).execute(Door::open);
  }

  @Test
  void image_without_the_library_has_the_door_of_the_jdk(@TempDir Path image) throws Exception {
    assertInstanceOf(ForeignDoor.class, openedWith("java.home", image.toString()));
  }

  @Test
  void library_that_is_named_is_taken() throws Exception {
    Path library = CCompiler.library("src/main/c/door.c", "libipc.so");

    assertInstanceOf(JniDoor.class, openedWith(JniDoor.LIBRARY_PROPERTY, library.toString()));
  }

  @Test
  void none_chooses_the_door_of_the_jdk() throws Exception {
    assertInstanceOf(ForeignDoor.class, openedWith(JniDoor.LIBRARY_PROPERTY, "none"));
  }
}
