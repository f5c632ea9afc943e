package ipc.engine.mailbox;

/** What a mailbox counts for people; hints, one more or less after a death. */
enum Counter {
  SENT,
  TAKEN,
  ACKNOWLEDGED,
  GIVEN_BACK,
  REDELIVERED,
  EXPIRED,
  DEAD,
  LOST,
  TORN,
  RECOVERED
}
