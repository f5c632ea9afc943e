import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Packs the built image: {@code ipc-VERSION-linux-MACHINE.tar.gz}, which runs wherever it is
 * unpacked, and a Debian package ({@link DebianPackage}) where Debian's tools are.
 *
 * <p>Runs from source; Maven starts it after {@link BuildImage} with {@code -Pdist}. The same image
 * gives the same files: every file in them has the time of the commit (or of {@code
 * SOURCE_DATE_EPOCH}), belongs to root, and has one of two modes.
 */
final class BuildPackages {
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");

  private final Path project;
  private final Path image;
  private final Path work;
  private final Path output;
  private final String version;
  private final String builtAt;

  /** How well to compress, 1 to 9. */
  private final int level;

  private BuildPackages(Arguments arguments) {
    this.project = arguments.path("project");
    this.image = arguments.path("image");
    this.work = arguments.path("work");
    this.output = arguments.path("output");
    this.version = arguments.text("version");
    this.builtAt = arguments.text("time");
    this.level = Integer.parseInt(arguments.text("level"));
  }

  public static void main(String[] args) throws Exception {
    try {
      new BuildPackages(Arguments.parse(args)).build();
    } catch (BuildFailure failure) {
      System.err.println("packages: " + failure.getMessage());
      System.exit(1);
    }
  }

  private void build() throws IOException, InterruptedException {
    Trees.delete(work);
    Files.createDirectories(work);
    Files.createDirectories(output);
    long time = time();

    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    Path tree = work.resolve("ipc-" + version + "-linux-" + machine);
    copyImage(tree);
    tell(archive(tree, time));

    var debian = new DebianPackage(project.resolve("src/package/deb"), work, version, time, level);
    if (debian.missingTools().isEmpty()) {
      tell(debian.build(tree, output));
    } else {
      System.err.println("packages: no .deb, for here is no " + debian.missingTools());
    }
  }

  /** The time of all files, in seconds: as told, else the commit's, else the build's own. */
  private long time() throws IOException, InterruptedException {
    String told = System.getenv("SOURCE_DATE_EPOCH");
    if (told != null) {
      return Long.parseLong(told);
    }
    var commit =
        new Tool(
            List.of("git", "-C", project.toString(), "log", "-1", "--format=%ct"),
            Map.of(),
            work.resolve("git.log"));
    return Tool.isThere("git") && commit.status() == 0
        ? Long.parseLong(commit.output().strip())
        : Instant.parse(builtAt).getEpochSecond();
  }

  private void copyImage(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.toList()) {
        Path target = tree.resolve(image.relativize(file).toString());
        Files.copy(file, target, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(target, isProgram(file) ? PROGRAM : DATA);
      }
    }
  }

  /** A library is none, whatever linked it. */
  private static boolean isProgram(Path file) {
    return Files.isExecutable(file) && !file.toString().endsWith(".so");
  }

  private Path archive(Path tree, long time) throws IOException, InterruptedException {
    String name = tree.getFileName().toString();
    Path tar = work.resolve(name + ".tar");
    new Tool(
            List.of(
                "tar",
                "--create",
                "--file=" + tar,
                "--format=ustar",
                "--sort=name",
                "--mtime=@" + time,
                "--owner=root:0",
                "--group=root:0",
                "--directory=" + work,
                name),
            Map.of("LC_ALL", "C"),
            work.resolve("tar.log"))
        .run();
    Path archive = output.resolve(name + ".tar.gz");
    Gzip.compress(tar, archive, level);
    return archive;
  }

  private static void tell(Path made) throws IOException {
    System.out.println(made + " (" + (Files.size(made) >> 20) + " MiB)");
  }
}
