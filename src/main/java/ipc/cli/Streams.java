package ipc.cli;

import java.io.OutputStream;

/**
 * Where words and data of a command go, and what is known of the terminal.
 *
 * @param out standard output: data
 * @param error standard error: words
 * @param outIsTerminal whether a person reads the output
 * @param errorIsTerminal whether a person reads the words
 * @param columns the terminal's width
 */
public record Streams(
    OutputStream out,
    OutputStream error,
    boolean outIsTerminal,
    boolean errorIsTerminal,
    int columns) {}
