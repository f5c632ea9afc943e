package ipc.proc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which descriptors lead to which file, found in one walk over those of all processes. */
final class DescriptorIndex {
  private final Map<FileIdentity, List<Descriptor>> byFile = new HashMap<>();
  private final Map<Long, List<Descriptor>> sockets = new HashMap<>();
  private final Map<FileIdentity, String> pipes = new LinkedHashMap<>();

  void add(FileIdentity file, Descriptor descriptor) {
    byFile.computeIfAbsent(file, key -> new ArrayList<>()).add(descriptor);
  }

  /** Adds a pipe, named or not. */
  void addPipe(FileIdentity file, String linkPath) {
    pipes.putIfAbsent(file, linkPath);
  }

  /** A link to each pipe that somebody has open, under a directory {@code fd}. */
  Collection<String> pipeLinks() {
    return pipes.values();
  }

  /** Adds a socket, which has its inode from one count for all. */
  void addSocket(long inode, Descriptor descriptor) {
    sockets.computeIfAbsent(inode, key -> new ArrayList<>()).add(descriptor);
  }

  List<Descriptor> ofSocket(long inode) {
    return sockets.getOrDefault(inode, List.of());
  }

  List<Descriptor> of(FileIdentity file) {
    return byFile.getOrDefault(file, List.of());
  }

  /**
   * An open descriptor.
   *
   * @param pid the process
   * @param number the descriptor's number
   * @param infoPath its file under fdinfo
   */
  record Descriptor(long pid, int number, String infoPath) {}
}
