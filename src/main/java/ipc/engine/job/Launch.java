package ipc.engine.job;

import ipc.engine.Engine;
import ipc.engine.Failures;
import ipc.engine.IpcException;
import ipc.model.ByteText;
import ipc.sys.ProcessCalls;
import java.util.List;
import java.util.OptionalInt;

/**
 * A program that is about to start.
 *
 * @param arguments argv; the first is looked for in PATH unless it has a '/'
 * @param environment NAME=value each
 * @param streams which descriptors of ours become its 0, 1 and 2
 */
record Launch(List<String> arguments, List<String> environment, StandardDescriptors streams) {

  /**
   * Starts it.
   *
   * @param group the process group it joins, 0 for one of its own; empty: it stays in ours
   * @return its pid
   * @throws IpcException.CommandNotFound if there is no such program
   * @throws IpcException.CommandNotExecutable if it is there and cannot be run
   */
  int start(Engine engine, OptionalInt group) {
    ProcessCalls processes = engine.kernel().processes();
    List<byte[]> argv = arguments.stream().map(ByteText::encode).toList();
    List<byte[]> variables = environment.stream().map(ByteText::encode).toList();
    int[] numbers = streams.numbers();
    int pid =
        group.isPresent()
            ? processes.spawnInGroup(argv, variables, numbers, group.getAsInt())
            : processes.spawn(argv, variables, numbers[0], numbers[1], numbers[2], new int[0]);
    if (pid > 0) {
      return pid;
    }
    throw Failures.ofStart("'" + arguments.get(0) + "'", pid, null);
  }
}
