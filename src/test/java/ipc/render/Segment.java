package ipc.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A record with a column of each kind, for the tests of this package. */
record Segment(
    String address,
    Object size,
    Integer mode,
    OptionalLong attached,
    Long lastPid,
    String owner,
    Instant changed,
    Duration idle,
    Boolean removed,
    Long used,
    List<String> notes,
    List<Process> processes) {
  record Process(long pid, String command) {}

  static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");

  static final RecordType<Process> PROCESSES =
      RecordType.of(
          "process",
          "processes",
          List.of(
              Column.id("pid", "process id", Process::pid),
              Column.text("command", "its first word", Process::command)));

  static final Column<Segment> ADDRESS = Column.address("address", "its address", Segment::address);
  static final Column<Segment> SIZE = Column.size("size", "bytes it holds", Segment::size);
  static final Column<Segment> OWNER = Column.text("owner", "user who owns it", Segment::owner);
  static final Column<Segment> WHO =
      Column.records("who", "processes", PROCESSES, Segment::processes).shown(Shown.ON_REQUEST);
  static final RecordType<Segment> TYPE =
      RecordType.of(
          "object",
          "objects",
          List.of(
              ADDRESS,
              SIZE,
              Column.mode("mode", "permissions", Segment::mode),
              Column.count("attached", "how many have it mapped", Segment::attached),
              OWNER,
              Column.time("changed", "when it was changed", Segment::changed),
              Column.<Segment>id("last-pid", "who touched it last", Segment::lastPid)
                  .shown(Shown.IN_PLAIN),
              Column.<Segment>duration("idle", "since it was used", Segment::idle)
                  .shown(Shown.IN_DETAIL),
              Column.<Segment>flag("removed", "name is gone", Segment::removed)
                  .shown(Shown.IN_DETAIL),
              Column.<Segment>percent("used", "part in use", Segment::used).shown(Shown.IN_DETAIL),
              Column.list("notes", "remarks", Segment::notes).shown(Shown.IN_DETAIL),
              WHO));

  static final Segment JOBS =
      new Segment(
          "posix-shm:/jobs",
          1_572_864L,
          0600,
          OptionalLong.of(2),
          812L,
          "alice",
          Instant.parse("2026-11-20T03:55:00Z"),
          Duration.ofMillis(1250),
          false,
          42L,
          List.of("a,b", "c"),
          List.of(new Process(12, "cat"), new Process(1345, "a b")));

  static final Segment UNKNOWN =
      new Segment(
          "sysv-shm:id=6",
          BigInteger.valueOf(2).pow(64).subtract(BigInteger.ONE),
          null,
          OptionalLong.empty(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);

  static Segment named(String address, long size, String owner) {
    return new Segment(
        address,
        size,
        0644,
        OptionalLong.of(0),
        1L,
        owner,
        NOW.minusSeconds(size),
        Duration.ofSeconds(size),
        true,
        7L,
        List.of(),
        List.of());
  }

  static Selection<Segment> select(View view, List<String> columns, List<String> where) {
    return Selection.of(TYPE, view, new Request(columns, where, List.of()), NOW);
  }

  static Selection<Segment> select(View view, String... columns) {
    return select(view, List.of(columns), List.of());
  }

  interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  static String written(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writing.to(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
