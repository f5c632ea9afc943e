package ipc.engine.stream;

/** Copies what goes one way to a file, byte for byte. */
public final class CopyTap implements Tap {
  private final CopyFile file;

  /** A tap that leaves the file open. */
  public CopyTap(CopyFile file) {
    this.file = file;
  }

  @Override
  public void pass(byte[] bytes, int offset, int count) {
    file.write(bytes, offset, count);
  }

  @Override
  public void end() {
    // Another connection may have more to copy.
  }

  @Override
  public boolean catchUp() {
    return file.catchUp();
  }
}
