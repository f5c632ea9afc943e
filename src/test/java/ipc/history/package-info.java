/**
 * Histories of many processes that use one mailbox, and the judge of them. {@code Party} runs in
 * the image, from its class path: so nothing here but {@code Party} may need the engine.
 */
package ipc.history;
