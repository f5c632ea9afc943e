import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Builds the image {@code target/ipc} from the compiled module: the run-time that runs nothing but
 * {@code ipc}.
 *
 * <p>Runs from source on the JDK that the image is linked from; Maven starts it in the phase {@code
 * package}. The steps, each of which leaves its result in the work directory:
 *
 * <ol>
 *   <li>libraries whose class files are too old for the cache are brought up to date ({@link
 *       ModernJar});
 *   <li>jlink links our module, its libraries and the few modules of the JDK they need;
 *   <li>the C parts are compiled where there is a C compiler: the launcher {@code bin/ipc} and the
 *       JNI door {@code lib/libipc.so}. Without one the launcher is a shell script and there is no
 *       door. The script always lies in {@code lib/ipc.sh} too, and starts the image from there;
 *   <li>manual pages, completions and licences are installed ({@link SharedFiles});
 *   <li>the commands of {@code training.txt} run, and the classes they load go into the cache
 *       ({@link Training}). The list of them may also be given.
 * </ol>
 *
 * <p>The finished image replaces the old one by renaming, so nobody runs one half-built.
 */
final class BuildImage {
  /**
   * The options of every start, read by the virtual machine itself out of the image. They hold
   * while training too, since the cache is refused when some of them differ. What they save was
   * measured on a command of 23 ms; more is in src/bench/startup.
   */
  private static final List<String> VM_OPTIONS =
      List.of(
          // One thread, hardly any garbage.
          "-XX:+UseSerialGC",
          // A small heap is there sooner (0.3 ms) and grows. Its limit is fixed because above
          // 32 GB, a quarter of a big server, object references get wider and the cache is lost.
          "-Xms8m",
          "-Xmx1g",
          // Not a gigabyte of address space for 1,500 classes: a limit (ulimit -v) may be set.
          "-XX:CompressedClassSpaceSize=64m",
          // The quick compiler only, and not for what runs but some thousand times: of 40 ms of
          // processor time it takes 4, and gives back less.
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=10",
          // The cache lies where it was made to lie, if that place is free. To move it at random,
          // as a server does, every page of it with a pointer is written (5 of 40 ms, 5 MB).
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // No reading of control groups (0.3 ms): the limits above do not depend on them.
          "-XX:-UseContainerSupport",
          // One thread fewer (0.3 ms); nothing here has a finalizer.
          "--finalization=disabled",
          "-XX:-UsePerfData",
          // The limit of descriptors stays the user's, for us and for the commands that we run.
          "-XX:-MaxFDLimit",
          // Standard output is data. A file .hotspotrc in the working directory is not our
          // business.
          "-XX:+DisplayVMOutputToStderr",
          "-XX:-PrintWarnings",
          // Warnings go to standard output unless that is turned off first.
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          // A host's addresses in the resolver's order (RFC 6724), not IPv4 first whatever it says.
          "-Djava.net.preferIPv6Addresses=system",
          "--enable-native-access=ipc");

  /** What jlink takes along from java.base and {@code ipc} never uses. */
  private static final String UNUSED_FILES =
      "/java.base/bin/keytool,/java.base/lib/classlist,/java.base/lib/jexec";

  private final Path project;
  private final Path classes;
  private final List<Path> libraries;
  private final Path work;
  private final Path image;
  private final CCompiler compiler;

  /** The classes of an earlier training, if this build is to be the same as that one. */
  private final Optional<Path> classList;

  private BuildImage(Arguments arguments) {
    this.project = arguments.path("project");
    this.classes = arguments.path("classes");
    this.libraries = arguments.libraries();
    this.work = arguments.path("work");
    this.image = arguments.path("image");
    this.compiler = new CCompiler(arguments.text("cc"), work);
    this.classList = arguments.given("class-list");
  }

  public static void main(String[] args) throws Exception {
    try {
      new BuildImage(Arguments.parse(args)).build();
    } catch (BuildFailure failure) {
      System.err.println("image: " + failure.getMessage());
      System.exit(1);
    }
  }

  private void build() throws IOException, InterruptedException {
    Trees.delete(work);
    Files.createDirectories(work);
    Files.writeString(work.resolve("jdk"), System.getProperty("java.home") + "\n");
    Path draft = work.resolve("image");

    link(modulePath(), draft);
    installLaunchers(draft);
    var shared = new SharedFiles(project, draft);
    shared.install();
    shared.installLicences(libraries);
    var training = new Training(draft, project.resolve("src/build/training.txt"), work);
    Path list = classList.isPresent() ? classList.get() : training.listClasses();
    Files.move(training.dump(list), draft.resolve("lib/server/classes.jsa"));
    shared.installClassList(list);

    Path old = work.resolve("old-image");
    if (Files.exists(image)) {
      Files.move(image, old);
    }
    Files.move(draft, image);
    Trees.delete(old);
  }

  private String modulePath() throws IOException {
    Path directory = Files.createDirectory(work.resolve("modules"));
    var entries = new ArrayList<String>();
    entries.add(classes.toString());
    for (Path library : libraries) {
      Path modern = directory.resolve(library.getFileName());
      ModernJar.rewrite(library, modern);
      entries.add(modern.toString());
    }
    return String.join(":", entries);
  }

  private static void link(String modulePath, Path image) {
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new BuildFailure("this JDK has no jlink"))
            .run(
                writer,
                writer,
                "--module-path=" + modulePath,
                "--add-modules=ipc",
                "--output=" + image,
                // Not --strip-debug, which starts objcopy, and a JDK's libraries are stripped
                // anyway.
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--exclude-files=" + UNUSED_FILES,
                // A JDK without jmods is linked from its own files, and distributions change some
                // of those, such as the certificates, which are no part of this image's purpose.
                "--ignore-modified-runtime",
                // jlink puts the text before options that the virtual machine may have already.
                "--add-options= " + String.join(" ", VM_OPTIONS));
    writer.flush();
    if (status != 0) {
      throw new BuildFailure("jlink failed with status " + status + "\n" + output);
    }
  }

  private void installLaunchers(Path image) throws IOException, InterruptedException {
    Path script = project.resolve("src/main/launcher/ipc.sh");
    Path launcher = image.resolve("bin/ipc");
    installScript(script, image.resolve("lib/ipc.sh"));
    if (!compiler.works()) {
      installScript(script, launcher);
      return;
    }
    compiler.compile(
        launcher, List.of(project.resolve("src/main/launcher/ipc.c")), List.of("-ldl"));
    List<Path> door = cSources(project.resolve("src/main/c"));
    if (!door.isEmpty()) {
      compiler.compile(image.resolve("lib/libipc.so"), door, List.of("-shared", "-fPIC"));
    }
  }

  private static List<Path> cSources(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".c")).sorted().toList();
    }
  }

  private static void installScript(Path source, Path target) throws IOException {
    Files.copy(source, target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
