package ipc.engine.socket;

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
 * as resolv.conf(5) says, and nothing interrupts it.
 */
final class Lookup {
  private final Kernel kernel;
  private final Supplier<List<SocketAddress>> question;

  Lookup(Kernel kernel, Supplier<List<SocketAddress>> question) {
    this.kernel = kernel;
    this.question = question;
  }

  /**
   * The answer.
   *
   * @throws IpcException.TimedOut if the deadline passed first
   * @throws IpcException.EndedBySignal when a signal comes first
   */
  List<SocketAddress> await(String host, SignalWatch signals, Deadline until) {
    int[] ends = new int[2];
    int result = kernel.pipes().pipe(ends);
    if (result < 0) {
      throw Failures.of("look for the host", host, result);
    }
    CompletableFuture<List<SocketAddress>> answer = new CompletableFuture<>();
    // The thread owns the writing end: its close is what wakes us, and nobody else may be given
    // the number before.
    Thread.ofPlatform().daemon().name("resolver").start(() -> ask(answer, ends[1]));
    try {
      while (!answer.isDone()) {
        signals.awaitAny(new int[] {ends[0]}, new int[] {FileCalls.POLLIN}, until);
        if (until.expired() && !answer.isDone()) {
          throw new IpcException.TimedOut(
              "cannot find the host '" + host + "': the resolver did not answer in time", null);
        }
      }
      return answer.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    } finally {
      kernel.files().close(ends[0]);
    }
  }

  private void ask(CompletableFuture<List<SocketAddress>> answer, int writer) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException | Error failure) {
      answer.completeExceptionally(failure);
    } finally {
      kernel.files().close(writer);
    }
  }
}
