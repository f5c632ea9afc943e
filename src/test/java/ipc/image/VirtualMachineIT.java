package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that lie in the image hold, whoever starts its virtual machine. */
class VirtualMachineIT {
  private final Image image = Image.built();

  @Test
  void files_of_the_working_directory_are_none_of_its_business(@TempDir Path directory)
      throws Exception {
    Files.writeString(directory.resolve(".hotspotrc"), "+PrintFlagsFinal\n");
    Files.writeString(
        directory.resolve(".hotspot_compiler"), "exclude java/lang/String hashCode\n");

    Ran ran = image.shell("cd " + directory + "; $image/bin/java -m ipc/ipc.Main --version");

    assertEquals("", ran.err());
  }

  @Test
  void its_own_complaints_go_to_standard_error() throws Exception {
    Ran plain = image.shell("$image/bin/java -m ipc/ipc.Main --version");

    Ran ran =
        image.shell("$image/bin/java -XX:SharedArchiveFile=/etc/passwd -m ipc/ipc.Main --version");

    assertEquals(plain.out(), ran.out());
    assertTrue(ran.err().contains("Not a valid shared archive file"));
  }

  @Test
  void a_failed_start_leaves_standard_output_alone() throws Exception {
    Ran ran = image.shell("$image/bin/java -Xms2g -Xmx1g -m ipc/ipc.Main --version");

    assertEquals(1, ran.status());
    assertEquals("", ran.out());
  }

  @Test
  void hosts_are_tried_in_the_order_of_the_resolver() throws Exception {
    Ran ran =
        image.shell(
            "$image/bin/java -XshowSettings:properties -m ipc/ipc.Main --version 2>&1"
                + " | grep preferIPv6");

    assertEquals("java.net.preferIPv6Addresses = system", ran.out().strip());
  }
}
