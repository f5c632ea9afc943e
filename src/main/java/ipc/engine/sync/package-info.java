/**
 * The kernel's semaphores: what there is, and the way to remove it.
 *
 * <p>Nothing here changes a value. What waits on memory that processes share does not belong here.
 */
package ipc.engine.sync;
