/**
 * What can stand where a command line is being typed: words of the catalogue, options and their
 * values, and addresses of objects that are there. The shell in {@code ipc.shell} and the
 * completions of other shells ask here.
 *
 * <p>What a position accepts follows from the declarations of the verbs alone ({@code Values}); the
 * completions that {@code ipc.docs} makes at build time are made from the same.
 */
package ipc.cli.completion;
