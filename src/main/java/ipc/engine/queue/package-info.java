/**
 * The kernel's message queues: what there is, and the way to remove it.
 *
 * <p>Queues of our own, which are files, do not belong here.
 */
package ipc.engine.queue;
