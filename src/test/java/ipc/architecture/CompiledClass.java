package ipc.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A class of ours as the compiler left it, and what it refers to.
 *
 * @param name with dots, '$' before nested classes
 * @param types every class that its code, its signatures or its attributes name
 * @param members every method and field of other classes that it calls or reads, as {@code
 *     java.lang.System.exit}
 */
record CompiledClass(String name, Set<String> types, Set<String> members) {
  private static final Pattern DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

  /** Every class under a directory of class files. */
  static List<CompiledClass> under(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("module-info.class"))
          .map(CompiledClass::read)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static CompiledClass read(Path file) {
    ClassModel model;
    try {
      model = ClassFile.of().parse(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    String self = dotted(model.thisClass().asInternalName());
    Set<String> types = new TreeSet<>();
    Set<String> members = new TreeSet<>();
    Set<String> literals = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof StringEntry literal) {
        literals.add(literal.stringValue());
      }
    }
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type when !type.asInternalName().startsWith("[") ->
            types.add(dotted(type.asInternalName()));
        case MemberRefEntry member ->
            members.add(
                dotted(member.owner().asInternalName()) + "." + member.name().stringValue());
        case Utf8Entry text when !literals.contains(text.stringValue()) -> {
          Matcher descriptor = DESCRIPTOR.matcher(text.stringValue());
          while (descriptor.find()) {
            types.add(dotted(descriptor.group(1)));
          }
        }
        default -> {}
      }
    }
    return new CompiledClass(self, types, members);
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }

  /** The package, with dots. */
  String packageName() {
    return packageOf(name);
  }

  static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? "" : type.substring(0, dot);
  }

  /** The classes whose members are called or read. */
  Set<String> memberOwners() {
    Set<String> owners = new TreeSet<>();
    for (String member : members) {
      owners.add(packageOf(member));
    }
    return owners;
  }
}
