/**
 * Bytes on their way from one descriptor to another: who moves them, how many there were, and who
 * ended it. What the descriptors are, and how they are opened, belongs to the mechanisms.
 */
package ipc.engine.stream;
