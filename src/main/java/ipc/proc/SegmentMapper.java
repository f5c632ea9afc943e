package ipc.proc;

/**
 * A process that has a System V segment attached.
 *
 * @param id the segment's id
 * @param key the key that the segment was made with, kept in its name even after it was removed
 * @param namespace {@link NamespaceRelation#SAME}, or {@code UNKNOWN}: then the id may belong to a
 *     segment of another namespace. Never {@code OTHER}
 * @param mapper the process and its mappings
 */
public record SegmentMapper(int id, int key, NamespaceRelation namespace, Mapper mapper) {}
