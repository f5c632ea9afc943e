package ipc.proc;

/** Whether a process shares our IPC namespace, so that its System V ids and keys are ours. */
public enum NamespaceRelation {
  SAME,
  OTHER,
  /** We could not find out. */
  UNKNOWN
}
