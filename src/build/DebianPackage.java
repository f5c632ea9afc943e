import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the Debian package: the image in {@code /usr/lib/ipc}, a link to its command in {@code
 * /usr/bin}, and in {@code /usr/share} what belongs there.
 *
 * <p>Debian's own tools do it, without root: dpkg-shlibdeps finds out which libraries of the system
 * the image needs, and since which version; dpkg-deb packs, the same bytes for the same tree.
 */
final class DebianPackage {
  private static final String NAME = "ipc";
  private static final List<String> TOOLS = List.of("dpkg", "dpkg-deb", "dpkg-shlibdeps");
  private static final DateTimeFormatter CHANGELOG_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ENGLISH);
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private final Path templates;
  private final Path work;
  private final String version;
  private final long time;
  private final int level;

  /**
   * Has made nothing yet.
   *
   * @param templates control, copyright, changelog and overrides, with {@code @WORDS@} to fill in
   * @param time of every file, in seconds
   * @param level how well to compress, 1 to 9
   */
  DebianPackage(Path templates, Path work, String version, long time, int level) {
    this.templates = templates;
    this.work = work;
    this.version = version;
    this.time = time;
    this.level = level;
  }

  /** What this machine lacks to make the package. */
  List<String> missingTools() {
    return TOOLS.stream().filter(tool -> !Tool.isThere(tool)).toList();
  }

  /** Makes the package of an image, which it takes apart; returns the file in {@code output}. */
  Path build(Path image, Path output) throws IOException, InterruptedException {
    Path root = Files.createDirectories(work.resolve("deb"));
    Path share = Files.createDirectories(root.resolve("usr/share"));
    Path home = Files.createDirectories(root.resolve("usr/lib")).resolve(NAME);
    Files.move(image, home);
    spread(home.resolve("share"), share);
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve(NAME), Path.of("../lib/ipc/bin/ipc"));
    addDocuments(share);

    String architecture = output(List.of("dpkg", "--print-architecture")).strip();
    addControl(root, architecture);
    Path made = output.resolve(NAME + "_" + version + "_" + architecture + ".deb");
    new Tool(
            List.of(
                "dpkg-deb",
                "--root-owner-group",
                // More threads would give other bytes.
                "--threads-max=1",
                "-Zxz",
                "-z" + level,
                "--build",
                root.toString(),
                made.toString()),
            Map.of("SOURCE_DATE_EPOCH", Long.toString(time)),
            work.resolve("dpkg-deb.log"))
        .run();
    return made;
  }

  /** Debian's zsh looks for what packages bring in a directory of its own. */
  private static void spread(Path from, Path share) throws IOException {
    Path zsh = Files.createDirectories(share.resolve("zsh/vendor-completions"));
    Files.move(from.resolve("zsh/site-functions/_ipc"), zsh.resolve("_ipc"));
    for (String directory : List.of("man", "bash-completion", "fish", "doc")) {
      Files.move(from.resolve(directory), share.resolve(directory));
    }
    Trees.delete(from);
  }

  private void addDocuments(Path share) throws IOException {
    Path documents = Files.createDirectories(share.resolve("doc/" + NAME));
    Files.copy(templates.resolve("copyright"), documents.resolve("copyright"));
    Path changelog = work.resolve("changelog");
    String date = CHANGELOG_DATE.format(Instant.ofEpochSecond(time).atOffset(ZoneOffset.UTC));
    Files.writeString(changelog, filled("changelog", Map.of("VERSION", version, "DATE", date)));
    Gzip.compressWell(changelog, documents.resolve("changelog.gz"));
    Path overrides = Files.createDirectories(share.resolve("lintian/overrides"));
    Files.copy(
        templates.resolve("lintian-overrides"),
        overrides.resolve(NAME),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void addControl(Path root, String architecture) throws IOException, InterruptedException {
    List<Path> files = files(root);
    long kibibytes = 0;
    var sums = new StringBuilder();
    for (Path file : files) {
      kibibytes += (Files.size(file) + 1023) >> 10;
      sums.append(md5(file)).append("  ").append(root.relativize(file)).append('\n');
    }
    Path control = Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(control.resolve("md5sums"), sums);
    Files.writeString(
        control.resolve("control"),
        filled(
            "control",
            Map.of(
                "VERSION",
                version,
                "ARCHITECTURE",
                architecture,
                "DEPENDS",
                dependencies(root, files),
                "INSTALLED_SIZE",
                Long.toString(kibibytes))));
  }

  /** What the programs and libraries of the image need, in the form of a control file. */
  private String dependencies(Path root, List<Path> files)
      throws IOException, InterruptedException {
    // The tool reads such a file of the directory it runs in, and nothing else of it.
    Path control = Files.createDirectories(work.resolve("shlibdeps/debian")).resolve("control");
    Files.writeString(control, "Source: ipc\n\nPackage: ipc\nArchitecture: any\n");
    var command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "cd \"$1\" && shift && exec \"$@\"",
                "sh",
                control.getParent().getParent().toString(),
                "dpkg-shlibdeps",
                "-O",
                // The image's own libraries belong to no package.
                "--ignore-missing-info",
                "-l" + root.resolve("usr/lib/ipc/lib"),
                "-l" + root.resolve("usr/lib/ipc/lib/server")));
    for (Path file : files) {
      if (isElf(file)) {
        command.add("-e" + file);
      }
    }
    String prefix = "shlibs:Depends=";
    return output(command)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElseThrow(() -> new BuildFailure("dpkg-shlibdeps names no dependency"));
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    var tool = new Tool(command, Map.of("LC_ALL", "C"), work.resolve("dpkg.log"));
    tool.run();
    return tool.output();
  }

  private String filled(String template, Map<String, String> words) throws IOException {
    String text = Files.readString(templates.resolve(template));
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("@" + word.getKey() + "@", word.getValue());
    }
    return text;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
          .sorted()
          .toList();
    }
  }

  private static boolean isElf(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF.length), ELF);
    }
  }

  private static String md5(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has MD5", absent);
    }
  }
}
