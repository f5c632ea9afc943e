package ipc.proc;

/**
 * A process of which threads sleep in one kind of call on a System V object.
 *
 * @param pid the process
 * @param call what they sleep in
 * @param id the object's id
 * @param threads how many
 */
public record Sleeper(long pid, SleepingCall call, int id, int threads) {
  Sleeper plusOne() {
    return new Sleeper(pid, call, id, threads + 1);
  }
}
