/**
 * The language of {@code ipc shell} and {@code ipc batch}: from text to what is to be done, with
 * the place of every word. It runs nothing and asks the system nothing; what the words do belongs
 * to {@code ipc.shell}.
 */
package ipc.shell.language;
