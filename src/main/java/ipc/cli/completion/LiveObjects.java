package ipc.cli.completion;

import ipc.engine.Engine;
import ipc.engine.Registry;
import java.time.Duration;
import java.util.List;

/**
 * The addresses of objects that are there, each with what it is.
 *
 * <p>Somebody waits at a keyboard: what is not found in time is not offered. A walk over the
 * processes ends by itself after a while; a call that hangs, on a file system whose server is gone,
 * is left behind in a thread of its own.
 */
final class LiveObjects {
  private static final Duration LONGEST_WALK = Duration.ofMillis(250);
  private static final long LONGEST_MILLIS = 2000;

  private final Engine engine;
  private final Registry registry;

  LiveObjects(Engine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  /** Those that go on what is typed. */
  List<Candidate> of(Values.Addresses wanted, String typed) {
    Search search =
        new Search(registry, engine.scanUntil(engine.within(LONGEST_WALK)), wanted, typed);
    Thread thread = new Thread(search, "completion");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(LONGEST_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt(); // whoever asked wants to end: what there is will do
    }
    return search.found();
  }
}
