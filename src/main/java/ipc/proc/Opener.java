package ipc.proc;

/**
 * A process that has a file open.
 *
 * @param pid the process
 * @param descriptor its descriptor's number
 * @param access what the descriptor may do
 */
public record Opener(long pid, int descriptor, AccessMode access) {}
