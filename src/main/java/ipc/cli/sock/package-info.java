/** The verbs of sockets: what they take, whom they talk to, and what they tell at the end. */
package ipc.cli.sock;
