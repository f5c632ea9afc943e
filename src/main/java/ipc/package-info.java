/** The entry point: composition of the parts, and the only place that ends the process. */
package ipc;
