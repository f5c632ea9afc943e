package ipc.sys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
class ScratchTest {
  private final Door door;
  private final Scratch scratch;

  ScratchTest(DoorKind kind) {
    door = kind.open();
    scratch = new Scratch(door);
  }

  private String textAt(long address) {
    ByteBuffer view = door.view(address, 1000);
    StringBuilder text = new StringBuilder();
    for (int i = 0; view.get(i) != 0; i++) {
      text.append((char) view.get(i));
    }
    return text.toString();
  }

  @Test
  void pieces_lie_apart_and_are_aligned() {
    try (Scratch.Frame frame = scratch.frame()) {
      long first = frame.address(frame.room(3));
      long second = frame.address(frame.room(17));
      long third = frame.address(frame.room(1));

      assertEquals(first + 16, second);
      assertEquals(second + 32, third);
      assertEquals(0, first % 16);
    }
  }

  @Test
  void piece_is_as_large_as_was_asked_for_in_native_order() {
    try (Scratch.Frame frame = scratch.frame()) {
      ByteBuffer piece = frame.room(33);

      assertEquals(33, piece.capacity());
      assertEquals(0, piece.position());
      assertEquals(ByteOrder.nativeOrder(), piece.order());
    }
  }

  @Test
  void closed_frame_gives_its_memory_back() {
    long first;
    try (Scratch.Frame frame = scratch.frame()) {
      first = frame.address(frame.room(1000));
    }

    try (Scratch.Frame frame = scratch.frame()) {
      assertEquals(first, frame.address(frame.room(1000)));
    }
  }

  @Test
  void inner_frame_leaves_the_pieces_of_the_outer_one() {
    try (Scratch.Frame outer = scratch.frame()) {
      ByteBuffer kept = outer.zeros(8);
      long next;
      try (Scratch.Frame inner = scratch.frame()) {
        ByteBuffer piece = inner.room(8);
        piece.putLong(0, -1);
        next = inner.address(piece);
      }

      assertEquals(0, kept.getLong(0));
      assertNotEquals(outer.address(kept), next);
      assertEquals(next, outer.address(outer.room(8)));
    }
  }

  @Test
  void zeros_are_zeros_where_something_was() {
    try (Scratch.Frame frame = scratch.frame()) {
      frame.room(8).putLong(0, -1);
    }

    try (Scratch.Frame frame = scratch.frame()) {
      assertEquals(0, frame.zeros(8).getLong(0));
    }
  }

  @Test
  void piece_beyond_the_block_has_memory_of_its_own() {
    try (Scratch.Frame frame = scratch.frame()) {
      ByteBuffer small = frame.zeros(8);
      ByteBuffer large = frame.zeros(1 << 20);
      ByteBuffer next = frame.zeros(8);

      large.putLong((1 << 20) - 8, -1);

      assertEquals(1 << 20, large.capacity());
      assertEquals(ByteOrder.nativeOrder(), large.order());
      assertEquals(-1, door.view(frame.address(large), 1 << 20).getLong((1 << 20) - 8));
      assertEquals(frame.address(small) + 16, frame.address(next));
    }
  }

  @Test
  void block_can_be_filled_to_its_last_byte() {
    try (Scratch.Frame frame = scratch.frame()) {
      long first = frame.address(frame.room((1 << 17) - 16));

      assertEquals(first + (1 << 17) - 16, frame.address(frame.room(16)));
      frame.zeros(1).put(0, (byte) 1);
    }
  }

  @Test
  void text_ends_with_a_nul() {
    try (Scratch.Frame frame = scratch.frame()) {
      frame.room(100).put(0, "x".repeat(100).getBytes(US_ASCII));
    }

    try (Scratch.Frame frame = scratch.frame()) {
      assertEquals("text", textAt(frame.text("text".getBytes(US_ASCII))));
      assertEquals("", textAt(frame.text(new byte[0])));
    }
  }

  @Test
  void texts_are_pointers_up_to_a_null() {
    try (Scratch.Frame frame = scratch.frame()) {
      long vector = frame.texts(List.of("one".getBytes(US_ASCII), "two".getBytes(US_ASCII)));
      ByteBuffer pointers = door.view(vector, 24).order(ByteOrder.nativeOrder());

      assertEquals("one", textAt(pointers.getLong(0)));
      assertEquals("two", textAt(pointers.getLong(8)));
      assertEquals(0, pointers.getLong(16));
    }
  }
}
