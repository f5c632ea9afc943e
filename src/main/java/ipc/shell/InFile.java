package ipc.shell;

import ipc.engine.Descriptor;
import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.job.Job;
import ipc.engine.job.StandardDescriptors;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Lines of a file: our own commands run in this process, all others together with it. */
final class InFile implements Foreground {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** What would change this process for those that come later, or runs others itself. */
  private static final Set<String> APART = Set.of("batch", "shell", "tour");

  private final Engine engine;
  private final Jobs jobs;

  InFile(Engine engine, Jobs jobs) {
    this.engine = engine;
    this.jobs = jobs;
  }

  @Override
  public boolean runsHere(List<String> words) {
    return words.isEmpty() || !APART.contains(words.getFirst());
  }

  @Override
  public boolean checksFirst() {
    return false;
  }

  @Override
  public Job.Group group() {
    return Job.Group.OURS;
  }

  @Override
  public int await(Job job, String text) {
    try (SignalWatch signals = engine.watchSignals()) {
      job.await(signals, GRACE);
    }
    return job.status();
  }

  /** The signal that ends a command ends the file too. */
  @Override
  public boolean endsLine(int status) {
    return false;
  }

  @Override
  public Background openBackground() {
    Descriptor nothing = StandardDescriptors.nothing(engine);
    return new Background() {
      @Override
      public void apply(StandardDescriptors streams) {
        streams.set(0, nothing);
      }

      @Override
      public void started() {
        nothing.close();
      }
    };
  }

  @Override
  public int resume(Jobs.Entry job) {
    job.job().resume();
    return awaitBehind(job);
  }

  @Override
  public void resumeBehind(Jobs.Entry job) {
    job.job().resume();
  }

  @Override
  public int awaitBehind(Jobs.Entry job) {
    int status = await(job.job(), job.text());
    jobs.remove(job);
    return status;
  }

  @Override
  public void tellStarted(Jobs.Entry job) {
    // Whoever reads our output asked for none of this.
  }

  @Override
  public String history() {
    throw new IpcException.Unsupported("a file of commands has no history", null);
  }

  @Override
  public String keys() {
    return "";
  }
}
