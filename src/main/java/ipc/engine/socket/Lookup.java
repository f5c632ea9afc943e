package ipc.engine.socket;

import ipc.engine.Descriptor;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import ipc.sys.Kernel;
import ipc.sys.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A question to the resolver that can be given up: the C library waits for its name servers as long
 * as resolv.conf(5) says, and nothing interrupts it. Another thread asks, which is left to itself
 * when nobody wants the answer any more.
 */
final class Lookup implements AutoCloseable {
  private final Kernel kernel;
  private final CompletableFuture<List<SocketAddress>> answer = new CompletableFuture<>();
  private final Descriptor answered;

  /**
   * Asks.
   *
   * @param host what is asked for, as messages call it
   */
  Lookup(Kernel kernel, String host, Supplier<List<SocketAddress>> question) {
    this.kernel = kernel;
    int[] ends = new int[2];
    int result = kernel.pipes().pipe(ends);
    if (result < 0) {
      throw Failures.of("look for the host", host, result);
    }
    this.answered = Descriptor.owned(kernel, ends[0], "the resolver's answer");
    // The thread owns the writing end: its close is what wakes us, and nobody else may be given
    // the number before.
    Thread.ofPlatform().daemon().name("resolver").start(() -> ask(question, ends[1]));
  }

  private void ask(Supplier<List<SocketAddress>> question, int writer) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException | Error failure) {
      answer.completeExceptionally(failure);
    } finally {
      kernel.files().close(writer);
    }
  }

  /** Readable when there is an answer. */
  Descriptor answered() {
    return answered;
  }

  boolean isDone() {
    return answer.isDone();
  }

  /**
   * The answer, once there is one.
   *
   * @throws IpcException.HostUnknown if there is no such host
   */
  List<SocketAddress> answer() {
    try {
      return answer.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /**
   * The answer, waited for.
   *
   * @throws IpcException.TimedOut if the deadline passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  List<SocketAddress> await(String host, SignalWatch signals, Deadline until) {
    while (!isDone()) {
      int[] descriptors = {answered.number()};
      signals.awaitAny(descriptors, new int[] {FileCalls.POLLIN}, until);
      if (until.expired() && !isDone()) {
        throw new IpcException.TimedOut(
            "cannot find the host '" + host + "': the resolver did not answer in time", null);
      }
    }
    return answer();
  }

  @Override
  public void close() {
    answered.close();
  }
}
