/** One command for every way in which Unix processes talk to each other or wait for each other. */
module ipc {
  requires info.picocli;
  requires org.jline.reader;
  requires org.jline.terminal;
}
