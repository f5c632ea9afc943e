/**
 * The manual pages and the shells' completions, made from the catalogue and the model of each
 * command. Nothing here runs when a command runs: {@code .ci/generate} writes {@code man/} and
 * {@code completions/}, which are committed, and a test compares them.
 *
 * <p>What a model cannot tell stands as prose in {@code src/main/man/PAGE.text}, in plain lines:
 *
 * <ul>
 *   <li>an empty line ends a paragraph;
 *   <li>{@code = HEADING} begins a section, {@code == Heading} a part of one; what stands before
 *       the first is the description. Under {@code = EXIT STATUS} stands what comes before the
 *       list;
 *   <li>{@code term::} is a term, the lines after it up to an empty line are its text, and a line
 *       {@code +} instead of an empty one begins another paragraph of it;
 *   <li>a line that begins with <code>* </code> is a point of a list, goes on likewise;
 *   <li>a line that begins with <code>| </code> is shown as it is;
 *   <li>{@code `literal`} is what is typed or printed, {@code _PLACEHOLDER_} is what stands for
 *       something, also within a literal; {@code name(7)} is a reference to a page.
 * </ul>
 */
package ipc.docs;
