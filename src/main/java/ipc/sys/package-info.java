/**
 * The door to the kernel: system calls by number, errno, constants and views of the kernel's
 * structures, one class a family of calls.
 *
 * <p>Here kernel words keep their kernel spelling, every call gives a result or {@code -errno}, and
 * nothing is decided: what an error means to a user is said in {@code ipc.engine}. This is the only
 * package that links native functions; it knows no address, no option and no output.
 */
package ipc.sys;
