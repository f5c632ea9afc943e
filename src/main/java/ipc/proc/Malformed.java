package ipc.proc;

/**
 * A line that a parser could not understand and left out.
 *
 * @param line the line's number, from 1
 * @param why what was wrong, in a few words for a message
 */
public record Malformed(int line, String why) {}
