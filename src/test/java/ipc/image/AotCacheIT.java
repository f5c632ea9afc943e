package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cache is accepted. The virtual machine goes on without one in silence, three times slower,
 * and that it looks for ours in {@code lib/server/classes.jsa} is no documented contract.
 */
class AotCacheIT {
  private static final String LOADS =
      "$image/bin/java -Xlog:class+load -m ipc/ipc.Main --version | grep ' source: '";

  private final Image image = Image.built();

  @Test
  void our_classes_come_from_the_cache() throws Exception {
    List<String> loads = loads(image);

    assertTrue(loads.stream().anyMatch(load -> load.contains(" ipc.Main source: ")));
    assertEquals(List.of(), loads.stream().filter(AotCacheIT::isForeign).toList());
  }

  @Test
  void a_copied_image_accepts_the_cache(@TempDir Path elsewhere) throws Exception {
    image.shell("cp -r $image " + elsewhere + "/copy");

    List<String> loads = loads(new Image(elsewhere.resolve("copy")));

    assertTrue(loads.stream().anyMatch(load -> load.contains(" ipc.Main source: ")));
    assertEquals(List.of(), loads.stream().filter(AotCacheIT::isForeign).toList());
  }

  private static List<String> loads(Image image) throws IOException, InterruptedException {
    return image.shell(LOADS).out().lines().toList();
  }

  private static boolean isForeign(String load) {
    return !load.contains(" source: shared objects file");
  }
}
