/**
 * Pure values: what an address, a size, a time span, a permission or a deadline is, and the text
 * that stands for each.
 *
 * <p>A value that exists is valid: its constructor has checked it. Nothing here reads a clock, the
 * environment or a file, and nothing here knows a mechanism; what opens or asks the kernel belongs
 * to {@code ipc.sys} and {@code ipc.engine}.
 */
package ipc.model;
