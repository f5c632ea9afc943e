package ipc.proc;

/**
 * A process that has a file mapped.
 *
 * @param pid the process
 * @param mappings how many mappings of the file it has; one mmap(2) may have become several
 * @param mappedBytes how much address space they take
 * @param writable one of them may be written
 * @param shared one of them is shared: what is written reaches the file
 */
public record Mapper(long pid, int mappings, long mappedBytes, boolean writable, boolean shared) {
  Mapper plus(Mapper other) {
    return new Mapper(
        pid,
        mappings + other.mappings,
        mappedBytes + other.mappedBytes,
        writable || other.writable,
        shared || other.shared);
  }
}
