/** The verbs of {@code ipc pipe}: a class a verb. */
package ipc.cli.pipe;
