/** Tests of what may use what, on the class files and the sources. */
package ipc.architecture;
