/** {@code ipc bridge}: what joins two ends, of whatever kind, and what may lie between them. */
package ipc.cli.bridge;
