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
    private Path library;

    @Override
    Door open() {
      if (library == null) {
        library = CCompiler.library("src/main/c/door.c", "libipc.so");
      }
      return new JniDoor(library.toFile());
    }
  };

  /** The door; without a C compiler the tests of the JNI door are skipped. */
  abstract Door open();
}
