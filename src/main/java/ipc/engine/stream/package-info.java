/**
 * Bytes on their way from one descriptor to another, one way: who moves them, how fast, who else
 * sees them, how many there were, and who ended it. What the descriptors are, and how they are
 * opened, belongs to the mechanisms; two ways at once belong to {@code conversation}.
 */
package ipc.engine.stream;
