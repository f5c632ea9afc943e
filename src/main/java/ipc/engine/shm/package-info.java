/**
 * Shared memory: System V segments, POSIX segments and mapped files.
 *
 * <p>Data moves by read(2) and write(2) of the kernel, straight into or out of the segment where it
 * is attached: no copy in Java, and a page that cannot be had is an error of the call, not a
 * signal.
 */
package ipc.engine.shm;
