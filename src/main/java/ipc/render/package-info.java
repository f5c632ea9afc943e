/**
 * Records to text: one column table a record type drives tables for people, tab-separated lines for
 * scripts, and JSON, and with them the options {@code --columns}, {@code --where} and {@code
 * --sort}.
 *
 * <p>What belongs here: columns, their choice, the layouts, colours. What does not: where the
 * records come from, what a terminal is, and the text of errors. Nothing here writes to the
 * process's own streams; every layout writes bytes to the stream that it is given.
 */
package ipc.render;
