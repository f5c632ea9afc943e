package ipc.proc;

import java.util.function.Supplier;

/** A value that is worked out when it is first asked for, and then kept. For one thread. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> origin;
  private boolean known;
  private T value;

  Once(Supplier<T> origin) {
    this.origin = origin;
  }

  @Override
  public T get() {
    if (!known) {
      value = origin.get();
      known = true;
    }
    return value;
  }
}
