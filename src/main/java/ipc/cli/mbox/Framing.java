package ipc.cli.mbox;

/** How a message is told from the next one. */
enum Framing {
  /** Its bytes alone. */
  EXACT,
  /** Its bytes and a newline, for a person. */
  TERMINAL,
  /** Its bytes and a newline, which it must not hold. */
  LINES,
  /** Its bytes and a NUL, which it must not hold. */
  NUL,
  /** Its length, four bytes with the highest first, and its bytes. */
  LENGTH,
  /** A JSON object in a line. */
  JSON
}
