package ipc.sys;

import java.nio.file.Path;

/** The doors to the kernel, which must give the same answers. */
enum DoorKind {
  FOREIGN {
    @Override
    Door open() {
      return new ForeignDoor();
    }
  },
  JNI {
    @Override
    Door open() {
      return new JniDoor(Library.PATH.toFile());
    }
  };

  /** The door; without a C compiler the JNI door's tests are skipped. */
  abstract Door open();

  /** Compiled when it is first asked for. */
  private static final class Library {
    static final Path PATH = CCompiler.library("src/main/c/door.c", "libipc.so");
  }
}
