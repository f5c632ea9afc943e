/** The verbs of mailboxes that no other object has. */
package ipc.cli.mbox;
