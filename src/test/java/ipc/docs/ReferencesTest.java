package ipc.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReferencesTest {

  @Test
  void pages_are_ordered_by_section_and_then_by_name() {
    Prose prose = Prose.parse("= SEE ALSO\n\npipe(7), tee(2),\nss(8), tee(1)\n");
    Roff roff = new Roff();

    new References().add("ipc(7)").add("ipc(1)").add(prose).write(roff);

    assertEquals(
        ".SH \"SEE ALSO\"\n\\fBipc\\fR(1),\n\\fBtee\\fR(1),\n\\fBtee\\fR(2),\n\\fBipc\\fR(7),\n"
            + "\\fBpipe\\fR(7),\n\\fBss\\fR(8)\n",
        roff.text());
  }
}
