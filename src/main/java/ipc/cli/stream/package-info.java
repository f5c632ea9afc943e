/** What the verbs that move bytes have in common: how they tell what became of them. */
package ipc.cli.stream;
