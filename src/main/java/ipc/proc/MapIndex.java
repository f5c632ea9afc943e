package ipc.proc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Who has what mapped, found in one walk over the maps of all processes. */
final class MapIndex {
  private final Map<FileIdentity, List<Mapper>> byFile = new HashMap<>();
  private final Map<Integer, List<SegmentMapper>> bySegment = new HashMap<>();

  List<Mapper> mappers(FileIdentity file) {
    return List.copyOf(byFile.getOrDefault(file, List.of()));
  }

  List<SegmentMapper> segmentMappers(int id) {
    return List.copyOf(bySegment.getOrDefault(id, List.of()));
  }

  /**
   * Takes in the files that a process has mapped.
   *
   * @param malformed where to put the lines that could not be understood
   * @return the segments that it has attached, which count only once its namespace is known
   */
  List<SegmentMapper> add(long pid, byte[] maps, List<Malformed> malformed) {
    List<SegmentMapper> segments = new ArrayList<>();
    MapsScanner line = new MapsScanner(maps);
    while (line.next()) {
      OptionalInt key = line.segmentKey();
      // The first segment of a namespace has id 0, and its inode number is that of anonymous
      // memory.
      if (line.inode() == 0 && key.isEmpty()) {
        continue;
      }
      Mapper mapper = new Mapper(pid, 1, line.end() - line.start(), line.writable(), line.shared());
      if (key.isPresent()) {
        addSegment(segments, (int) line.inode(), key.getAsInt(), mapper);
      } else {
        addFile(new FileIdentity(line.major(), line.minor(), line.inode()), mapper);
      }
    }
    malformed.addAll(line.malformed());
    return segments;
  }

  /** Takes in segments that a process has attached in our IPC namespace, or perhaps in it. */
  void addSegments(List<SegmentMapper> segments, NamespaceRelation namespace) {
    for (SegmentMapper segment : segments) {
      bySegment
          .computeIfAbsent(segment.id(), id -> new ArrayList<>())
          .add(new SegmentMapper(segment.id(), segment.key(), namespace, segment.mapper()));
    }
  }

  private void addFile(FileIdentity file, Mapper mapper) {
    List<Mapper> mappers = byFile.computeIfAbsent(file, key -> new ArrayList<>());
    // Processes come one after the other, so this one's earlier mappings are the last.
    if (!mappers.isEmpty() && mappers.getLast().pid() == mapper.pid()) {
      mappers.set(mappers.size() - 1, mappers.getLast().plus(mapper));
    } else {
      mappers.add(mapper);
    }
  }

  private static void addSegment(List<SegmentMapper> segments, int id, int key, Mapper mapper) {
    for (int i = 0; i < segments.size(); i++) {
      SegmentMapper earlier = segments.get(i);
      if (earlier.id() == id && earlier.key() == key) {
        segments.set(
            i, new SegmentMapper(id, key, earlier.namespace(), earlier.mapper().plus(mapper)));
        return;
      }
    }
    segments.add(new SegmentMapper(id, key, NamespaceRelation.UNKNOWN, mapper));
  }
}
