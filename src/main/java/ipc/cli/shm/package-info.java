/** The verbs of {@code ipc shm}: a class a verb. Listing verbs are in {@code ipc.cli.status}. */
package ipc.cli.shm;
