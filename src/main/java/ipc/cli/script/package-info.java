/** The commands that run commands; how they do is the shell's, {@code ipc.shell}. */
package ipc.cli.script;
