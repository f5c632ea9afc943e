import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A library's jar with every class in the class-file version of this JDK.
 *
 * <p>The cache leaves out classes older than version 50, which have no stack maps: they are loaded
 * and verified anew at each start (picocli 4.7.7 is version 49, and costs 20 ms). The code stays as
 * it is; the stack maps are computed for it.
 */
final class ModernJar {
  private static final String VERSIONS = "META-INF/versions/";
  private static final List<String> NATIVE = List.of(".so", ".dll", ".jnilib", ".dylib");

  private ModernJar() {}

  /** Writes {@code target}: what this JDK sees in {@code source}, at the top level. */
  static void rewrite(Path source, Path target) throws IOException {
    Map<String, byte[]> entries = visibleEntries(source);
    ClassFile classFile = classFile(entries);
    try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      for (var entry : entries.entrySet()) {
        String name = entry.getKey();
        var zipEntry = new ZipEntry(name);
        zipEntry.setTime(0);
        out.putNextEntry(zipEntry);
        out.write(name.endsWith(".class") ? modern(classFile, entry.getValue()) : entry.getValue());
        out.closeEntry();
      }
    }
  }

  /** The entries of a jar, those of a multi-release jar as this version of Java sees them. */
  private static Map<String, byte[]> visibleEntries(Path source) throws IOException {
    try (var jar = new JarFile(source.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      return jar.versionedStream()
          .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith(VERSIONS))
          .filter(entry -> !isNative(entry.getName()))
          .collect(
              Collectors.toMap(
                  ZipEntry::getName,
                  entry -> {
                    try (var in = jar.getInputStream(entry)) {
                      return in.readAllBytes();
                    } catch (IOException failure) {
                      throw new UncheckedIOException(failure);
                    }
                  },
                  (first, second) -> first,
                  TreeMap::new));
    }
  }

  /** Libraries for other systems, and one for ours that we do not use: the terminal is our own. */
  private static boolean isNative(String name) {
    return NATIVE.stream().anyMatch(name::endsWith);
  }

  /** Stack maps merge types, so their computation must know who extends whom in this jar. */
  private static ClassFile classFile(Map<String, byte[]> entries) {
    var ofThisJar =
        ClassHierarchyResolver.ofResourceParsing(type -> {
          String descriptor = type.descriptorString();
          byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
          return bytes == null ? null : new ByteArrayInputStream(bytes);
        });
    return ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(
            ofThisJar.orElse(ClassHierarchyResolver.defaultResolver())),
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
  }

  private static byte[] modern(ClassFile classFile, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    if (model.isModuleInfo()) {
      // It lists packages of what was left out; without the list they are those that are there.
      return classFile.transformClass(
          model, ClassTransform.dropping(element -> element instanceof ModulePackagesAttribute));
    }
    if (model.majorVersion() >= ClassFile.latestMajorVersion()) {
      return bytes;
    }
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.latestMajorVersion(), 0);
          } else {
            builder.with(element);
          }
        };
    return classFile.transformClass(model, code.andThen(version));
  }
}
