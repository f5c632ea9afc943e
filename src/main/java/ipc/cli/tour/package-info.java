/** {@code ipc tour}: what ipc does, shown on real objects that nobody else has. */
package ipc.cli.tour;
