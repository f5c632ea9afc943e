/**
 * The interactive shell and the files of commands: one language behind both ({@code
 * ipc.shell.language}), and what its lines do. In {@code ipc.shell.edit} a person types them; that
 * is the only package that sees jline.
 */
package ipc.shell;
