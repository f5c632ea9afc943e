/**
 * A line as a person types it: keys, completion, colours, history, help. What the line means
 * belongs to {@code ipc.shell.language}, what it does to {@code ipc.shell}. Nothing else sees
 * jline.
 */
package ipc.shell.edit;
