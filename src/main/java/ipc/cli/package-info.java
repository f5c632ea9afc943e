/**
 * The command line: the catalogue of nouns and verbs, the options that mean the same everywhere,
 * the exit statuses, and how failures read.
 *
 * <p>A verb is a class of about sixty lines in {@code ipc.cli.NOUN}: it declares its options, calls
 * the engine and hands what it got to {@code ipc.render}. Nothing here knows the kernel. This is
 * the only place, with {@code ipc.docs} and the shell, that sees picocli.
 */
package ipc.cli;
