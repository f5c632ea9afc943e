/** Tests of the built image as a whole: its launchers, its cache, its commands from outside. */
package ipc.image;
