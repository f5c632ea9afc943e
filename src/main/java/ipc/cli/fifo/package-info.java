/** The verbs of {@code ipc fifo}: a class a verb. Listing verbs are in {@code ipc.cli.status}. */
package ipc.cli.fifo;
