/** Stands in for the real module while the launchers are tested: tells what reaches Java. */
module ipc {}
