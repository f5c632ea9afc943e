/**
 * What {@code /proc} says about IPC objects and their users.
 *
 * <p>Here belong parsers of the kernel's texts, which are pure (bytes in, immutable records out,
 * never an exception: a line that cannot be understood becomes a {@link ipc.proc.Malformed}), and
 * {@link ipc.proc.ProcScan}, which reads each file at most once and tells what it could not read.
 *
 * <p>System calls do not belong here: whoever scans passes a {@link ipc.proc.ProcSource}.
 */
package ipc.proc;
