/**
 * What every mechanism shares: the {@link ipc.engine.Mechanism} that the registry finds for an
 * address, what it tells ({@link ipc.engine.ObjectStatus}, {@link ipc.engine.Use}), the failures
 * that it raises ({@link ipc.engine.IpcException}), and descriptors that never lose a byte in
 * silence.
 *
 * <p>The engine is a library in its own right: it knows no option, no exit status and no output
 * format, and reads no clock and no environment that it was not given.
 */
package ipc.engine;
