package ipc.engine.fifo;

import ipc.model.Address;

/**
 * Two named pipes for one conversation, of one name: whoever serves reads {@code NAME.in} and
 * writes {@code NAME.out}, as the pipes of QEMU and ii are called; whoever connects does the
 * opposite.
 *
 * @param name what both are called after
 * @param in what the server reads
 * @param out what the server writes
 */
public record FifoPair(Address.Fifo name, Address.Fifo in, Address.Fifo out) {

  /** The pair of that name. */
  public static FifoPair of(Address.Fifo name) {
    return new FifoPair(
        name, new Address.Fifo(name.path() + ".in"), new Address.Fifo(name.path() + ".out"));
  }
}
