package ipc.engine.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines change their ends, whatever the pieces are in which they come. */
class LineEndsTest {
  private static final int ROUNDS = 2000;

  /** What a filter makes of a text that comes in pieces of these sizes. */
  private static String filtered(Filter filter, String text, IntSupplier sizes) {
    byte[] all = text.getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int done = 0;
    while (done < all.length) {
      int count = Math.min(sizes.getAsInt(), all.length - done);
      byte[] piece = new byte[count];
      System.arraycopy(all, done, piece, 0, count);
      byte[] into = new byte[filter.mostBytes(count)];
      out.write(into, 0, filter.change(piece, count, into));
      done += count;
    }
    byte[] last = new byte[filter.mostBytes(0)];
    out.write(last, 0, last.length == 0 ? 0 : filter.finish(last));
    return out.toString(ISO_8859_1);
  }

  private static String typed(String text) {
    return text.replace("r", "\r").replace("n", "\n");
  }

  @ParameterizedTest
  @CsvSource({"anb,arnb", "rn,rrn", "r,r", "nn,rnrn", "a,a"})
  void each_lf_gets_a_cr_on_the_way_to_the_peer(String text, String expected) {
    assertEquals(typed(expected), filtered(LineEnds.toCrLf(), typed(text), () -> 1));
    assertEquals(typed(expected), filtered(LineEnds.toCrLf(), typed(text), () -> 100));
  }

  @ParameterizedTest
  @CsvSource({"arnb,anb", "rrn,rn", "r,r", "rr,rr", "ra,ra", "nr,nr", "rnrn,nn", "rrr,rrr"})
  void only_the_cr_before_a_lf_is_taken_away_on_the_way_here(String text, String expected) {
    assertEquals(typed(expected), filtered(LineEnds.toLf(), typed(text), () -> 1));
    assertEquals(typed(expected), filtered(LineEnds.toLf(), typed(text), () -> 2));
    assertEquals(typed(expected), filtered(LineEnds.toLf(), typed(text), () -> 100));
  }

  @Test
  void both_ways_give_what_went_in_whatever_the_pieces_are() {
    Random random = new Random(7);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append("\r\nx\0".charAt(random.nextInt(4)));
      }
      IntSupplier sizes = () -> 1 + random.nextInt(4);

      String there = filtered(LineEnds.toCrLf(), text.toString(), sizes);

      assertEquals(text.toString(), filtered(LineEnds.toLf(), there, sizes));
    }
  }
}
