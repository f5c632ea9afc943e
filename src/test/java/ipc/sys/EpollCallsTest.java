package ipc.sys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.NothingLeft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DoorKind.class)
@ExtendWith(NothingLeft.class)
class EpollCallsTest {
  private static final int ENOENT = 2;
  private static final int EEXIST = 17;

  private final Kernel kernel;
  private final EpollCalls epolls;
  private final int[] one = new int[2];
  private final int[] other = new int[2];
  private final int[] descriptors = new int[8];
  private final int[] events = new int[8];
  private int epoll;

  EpollCallsTest(DoorKind door) {
    kernel = new Kernel(door.open());
    epolls = kernel.epoll();
  }

  @BeforeEach
  void open() {
    epoll = epolls.create();
    assertTrue(epoll > 2);
    assertEquals(0, kernel.pipes().pipe(one));
    assertEquals(0, kernel.pipes().pipe(other));
  }

  @AfterEach
  void close() {
    for (int descriptor : new int[] {epoll, one[0], one[1], other[0], other[1]}) {
      kernel.files().close(descriptor);
    }
  }

  private void write(int descriptor) {
    assertEquals(1, kernel.files().write(descriptor, new byte[1], 0, 1));
  }

  private int await(long nanos) {
    return epolls.await(epoll, descriptors, events, nanos);
  }

  @Test
  void those_that_are_ready_are_told_with_what_for() {
    assertEquals(0, epolls.add(epoll, one[0], EpollCalls.EPOLLIN));
    assertEquals(0, epolls.add(epoll, other[0], EpollCalls.EPOLLIN));
    assertEquals(0, epolls.add(epoll, other[1], EpollCalls.EPOLLOUT));
    write(one[1]);

    assertEquals(2, await(-1));

    int first = descriptors[0] == one[0] ? 0 : 1;
    assertEquals(one[0], descriptors[first]);
    assertEquals(EpollCalls.EPOLLIN, events[first]);
    assertEquals(other[1], descriptors[1 - first]);
    assertEquals(EpollCalls.EPOLLOUT, events[1 - first]);
  }

  @Test
  void no_more_are_told_than_there_is_room_for() {
    assertEquals(0, epolls.add(epoll, one[1], EpollCalls.EPOLLOUT));
    assertEquals(0, epolls.add(epoll, other[1], EpollCalls.EPOLLOUT));

    assertEquals(1, epolls.await(epoll, new int[1], new int[1], -1));
  }

  @Test
  void nothing_is_told_when_the_time_is_over() {
    assertEquals(0, epolls.add(epoll, one[0], EpollCalls.EPOLLIN));
    descriptors[0] = -7;

    assertEquals(0, await(0));
    assertEquals(0, await(1));

    assertEquals(-7, descriptors[0]);
  }

  @Test
  void time_is_rounded_up_to_a_millisecond() {
    long start = System.nanoTime();

    assertEquals(0, await(1_000_001));

    assertTrue(System.nanoTime() - start >= 1_000_001);
  }

  @Test
  void other_events_are_waited_for_after_a_change() {
    assertEquals(0, epolls.add(epoll, one[1], EpollCalls.EPOLLIN));
    assertEquals(0, await(0));

    assertEquals(0, epolls.change(epoll, one[1], EpollCalls.EPOLLOUT));

    assertEquals(1, await(-1));
    assertArrayEquals(
        new int[] {one[1], EpollCalls.EPOLLOUT}, new int[] {descriptors[0], events[0]});
  }

  @Test
  void removed_descriptor_is_told_no_more() {
    assertEquals(0, epolls.add(epoll, one[0], EpollCalls.EPOLLIN));
    write(one[1]);

    assertEquals(0, epolls.remove(epoll, one[0]));

    assertEquals(0, await(0));
    assertEquals(-ENOENT, epolls.remove(epoll, one[0]));
  }

  @Test
  void descriptor_is_added_once() {
    assertEquals(0, epolls.add(epoll, one[0], EpollCalls.EPOLLIN));

    assertEquals(-EEXIST, epolls.add(epoll, one[0], EpollCalls.EPOLLIN));
  }

  @Test
  void end_of_a_pipe_is_told_though_nobody_asked() {
    assertEquals(0, epolls.add(epoll, one[0], 0));
    kernel.files().close(one[1]);

    assertEquals(1, await(-1));

    assertEquals(EpollCalls.EPOLLHUP, events[0]);
    one[1] = -1;
  }

  @Test
  void end_of_writing_at_the_other_side_is_told() {
    int[] ends = new int[2];
    assertEquals(0, kernel.sockets().socketpair(SocketCalls.SOCK_STREAM, ends));
    assertEquals(0, epolls.add(epoll, ends[0], EpollCalls.EPOLLRDHUP));
    assertEquals(0, await(0));

    assertEquals(0, kernel.sockets().shutdown(ends[1], SocketCalls.SHUT_WR));

    assertEquals(1, await(-1));
    assertEquals(EpollCalls.EPOLLRDHUP, events[0]);
    kernel.files().close(ends[0]);
    kernel.files().close(ends[1]);
  }

  @Test
  void set_of_descriptors_is_closed_on_exec() {
    assertEquals(FileCalls.FD_CLOEXEC, kernel.files().fcntl(epoll, FileCalls.F_GETFD, 0));
  }
}
