package ipc.engine;

import ipc.model.Deadline;
import ipc.sys.Kernel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a mechanism works with: the kernel, the clocks, the accounts of this machine.
 *
 * @param kernel the families of system calls
 * @param monotonicNanos a clock that never steps, for deadlines
 * @param wallNanos nanoseconds since the epoch, for ages and for what outlives this process
 */
public record Engine(Kernel kernel, LongSupplier monotonicNanos, LongSupplier wallNanos) {

  /** A deadline that runs from now. */
  public Deadline within(Duration duration) {
    return Deadline.after(duration, monotonicNanos);
  }

  /** A deadline that runs from now; without a duration it never comes. */
  public Deadline deadline(Optional<Duration> duration) {
    return duration.isPresent() ? within(duration.get()) : Deadline.never();
  }

  /** The time of day. */
  public Instant now() {
    return Instant.ofEpochSecond(0, wallNanos.getAsLong());
  }

  /** The accounts of this machine, read when first asked for. */
  public Accounts accounts() {
    return new Accounts(kernel);
  }

  /** A fresh scan of the processes and objects of this machine. */
  public Scan scan() {
    return new Scan(this, new KernelProcSource(kernel));
  }

  /**
   * The same for who cannot wait: processes that were not looked into when the time has passed are
   * not there. For suggestions alone, since what is left out is not told.
   */
  public Scan scanUntil(Deadline until) {
    return new Scan(this, new HastySource(new KernelProcSource(kernel), until));
  }

  /** This process, as the kernel started it. */
  public OwnProcess ownProcess() {
    return new OwnProcess(kernel);
  }

  /** Standard input, to read data from. */
  public Descriptor standardInput() {
    return Descriptor.standardInput(kernel);
  }

  /** Standard output, to move data to without a buffer of ours. */
  public Descriptor standardOutput() {
    return Descriptor.standardOutput(kernel);
  }

  /** Standard error, as a command that we run has it. */
  public Descriptor standardError() {
    return Descriptor.standardError(kernel);
  }

  /** Holds back the signals that ask us to end, until the watch is closed. */
  public SignalWatch watchSignals() {
    return SignalWatch.over(kernel, List.of(SignalWatch.HUP, SignalWatch.INT, SignalWatch.TERM));
  }

  /** Holds back all that a shell with a terminal is told by signals, until the watch is closed. */
  public SignalWatch watchSignalsOfShell() {
    return SignalWatch.over(kernel, SignalWatch.OF_SHELL);
  }
}
