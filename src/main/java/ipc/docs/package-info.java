/**
 * The manual pages and the shells' completions, made from the catalogue and the model of each
 * command. Nothing here runs when a command runs: {@code .ci/generate} writes {@code man/} and
 * {@code completions/}, which are committed, and a test compares them.
 *
 * <p>What a model cannot tell stands as prose in {@code src/main/man/PAGE.text}, in plain lines. A
 * file {@code PAGE.7.text} is a page of section 7, all of its sections in their order and {@code =
 * NAME} first; a file whose only line is {@code %like PAGE} has the prose of another.
 *
 * <ul>
 *   <li>an empty line ends a paragraph;
 *   <li>{@code = HEADING} begins a section, {@code == Heading} a part of one; what stands before
 *       the first is the description;
 *   <li>under {@code = EXIT STATUS} stand the statuses that the command can give, {@code 66::} and
 *       what that means for it, or nothing where the contract's words are enough. Those of every
 *       command are added; without any all are listed;
 *   <li>under {@code = SEE ALSO} stand pages to refer to besides those of the same noun or verb;
 *   <li>{@code term::} is a term, the lines after it up to an empty line are its text, and a line
 *       {@code +} instead of an empty one begins another paragraph of it;
 *   <li>a line that begins with <code>* </code> is a point of a list, goes on likewise;
 *   <li>a line that begins with <code>| </code> is shown as it is; where the first of such lines
 *       begins with <code>| $ </code> they are a session, and a test runs those of a page in order;
 *   <li>{@code %documents} and {@code %records} stand for what is made from the column tables, and
 *       {@code = STATUSES} is a list of every exit status with the commands that give it;
 *   <li>{@code `literal`} is what is typed or printed, {@code _PLACEHOLDER_} is what stands for
 *       something, also within a literal; {@code name(7)} is a reference to a page.
 * </ul>
 */
package ipc.docs;
