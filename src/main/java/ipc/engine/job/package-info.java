/**
 * What a shell needs of the system: jobs of several processes, the terminal that is handed to them,
 * redirections, the working directory. What a line means belongs to {@code ipc.shell}.
 */
package ipc.engine.job;
