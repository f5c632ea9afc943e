package ipc.proc;

import java.util.OptionalLong;

/**
 * One process.
 *
 * @param pid the process
 * @param uid whose rights it has (the effective user); empty where we could not find out
 * @param command its name, at most 15 bytes
 * @param startTicks when it started, in clock ticks since boot; with the pid it names the process
 *     for good
 * @param kernelThread a thread of the kernel
 * @param ended it has ended already and its parent has not waited for it yet
 */
public record ProcessEntry(
    long pid,
    OptionalLong uid,
    String command,
    long startTicks,
    boolean kernelThread,
    boolean ended) {}
