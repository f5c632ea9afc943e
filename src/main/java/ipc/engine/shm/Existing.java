package ipc.engine.shm;

/** What to do where the name is taken. */
public enum Existing {
  /** Refuse. */
  REFUSE,
  /** Take it as it is if it has the shape that was asked for. */
  OPEN
}
