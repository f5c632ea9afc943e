/**
 * The verbs that every kind of object has ({@code ls}, {@code stat}, {@code who}, {@code rm}), and
 * the columns in which objects and their users are shown.
 *
 * <p>What a kind can do besides belongs to the package of its noun.
 */
package ipc.cli.status;
