package ipc.engine.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.engine.Descriptor;
import ipc.engine.Machine;
import ipc.engine.NothingLeft;
import ipc.engine.Pipe;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import ipc.sys.FileCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class TaskLoopTest {
  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  /** Does what it was made for, so often, and notes the turns. */
  private abstract static class Turns implements Task {
    final List<String> turns = new ArrayList<>();
    boolean isDone;

    @Override
    public void await(Interest interest) {
      // Nothing, unless a test says more.
    }

    @Override
    public Deadline until() {
      return Deadline.never();
    }

    @Override
    public boolean isDone() {
      return isDone;
    }

    @Override
    public void interrupt(SignalWatch.Arrival signal) {
      isDone = true;
    }

    @Override
    public void expire() {
      turns.add("expired");
      isDone = true;
    }
  }

  private void run(Deadline lifetime, Task... tasks) {
    try (SignalWatch signals = machine.engine().watchSignals();
        TaskLoop loop = new TaskLoop(machine.engine(), signals)) {
      for (Task task : tasks) {
        loop.add(task);
      }
      assertEquals(Optional.empty(), loop.run(lifetime));
    }
  }

  @Test
  void busy_task_leaves_the_others_their_turn() {
    List<String> order = new ArrayList<>();
    final class Busy extends Turns {
      private final String name;
      private int left = 3;

      Busy(String name) {
        this.name = name;
      }

      @Override
      public boolean advance(Interest happened) {
        order.add(name);
        isDone = --left == 0;
        return true;
      }
    }

    run(Deadline.never(), new Busy("a"), new Busy("b"));

    assertEquals(List.of("a", "b", "a", "b", "a", "b"), order);
  }

  @Test
  void time_of_a_task_comes_though_nothing_is_ready() {
    Deadline soon = machine.engine().within(Duration.ofMillis(20));
    Turns patient =
        new Turns() {
          @Override
          public boolean advance(Interest happened) {
            turns.add(soon.expired() ? "late" : "early");
            isDone = soon.expired();
            return false;
          }

          @Override
          public Deadline until() {
            return soon;
          }
        };

    run(Deadline.never(), patient);

    assertEquals("early", patient.turns.getFirst());
    assertEquals("late", patient.turns.getLast());
  }

  @Test
  void lifetime_is_told_to_each_task_once() {
    Turns idle =
        new Turns() {
          @Override
          public boolean advance(Interest happened) {
            return false;
          }
        };

    run(machine.engine().within(Duration.ofMillis(10)), idle);

    assertEquals(List.of("expired"), idle.turns);
  }

  /** Closing a descriptor takes it out of the epoll; the next open file often gets its number. */
  @Test
  void new_file_of_a_number_that_was_waited_for_is_waited_for_too() {
    FileCalls files = machine.kernel().files();
    Turns changing =
        new Turns() {
          private Pipe pipe = Pipe.of(machine.kernel());
          private Descriptor reader = reader();

          private Descriptor reader() {
            return Descriptor.owned(machine.kernel(), pipe.reader(), "a pipe");
          }

          @Override
          public boolean advance(Interest happened) {
            turns.add(happened.isReadable(reader) ? "readable" : "asked");
            if (turns.size() == 1) {
              files.write(pipe.writer(), new byte[1], 0, 1);
            } else if (turns.size() == 2) {
              int before = pipe.reader();
              pipe.close();
              pipe = Pipe.of(machine.kernel());
              assertEquals(before, pipe.reader());
              reader = reader();
              files.write(pipe.writer(), new byte[1], 0, 1);
            } else {
              pipe.close();
              isDone = true;
            }
            return false;
          }

          @Override
          public void await(Interest interest) {
            interest.readable(reader);
          }
        };

    run(machine.engine().within(Duration.ofSeconds(30)), changing);

    assertEquals(List.of("asked", "readable", "readable"), changing.turns);
  }

  @Test
  void file_that_epoll_does_not_take_is_always_ready() {
    Turns reading =
        new Turns() {
          private final Descriptor file =
              Descriptor.open(
                  machine.kernel(), "/proc/self/exe", FileCalls.O_RDONLY, 0, "our own program");

          @Override
          public boolean advance(Interest happened) {
            turns.add("asked");
            isDone = turns.size() == 3;
            if (isDone) {
              file.close();
            }
            return false;
          }

          @Override
          public void await(Interest interest) {
            interest.readable(file);
          }
        };

    run(machine.engine().within(Duration.ofSeconds(30)), reading);

    assertEquals(3, reading.turns.size());
  }

  @Test
  void task_that_another_wakes_is_asked_again() {
    Turns sleeper =
        new Turns() {
          @Override
          public boolean advance(Interest happened) {
            turns.add("asked");
            isDone = turns.size() == 2;
            return false;
          }
        };
    try (SignalWatch signals = machine.engine().watchSignals();
        TaskLoop loop = new TaskLoop(machine.engine(), signals)) {
      Turns waker =
          new Turns() {
            @Override
            public boolean advance(Interest happened) {
              isDone = !turns.isEmpty();
              turns.add("asked");
              loop.wake(sleeper);
              return true;
            }
          };
      loop.add(sleeper);
      loop.add(waker);

      loop.run(machine.engine().within(Duration.ofSeconds(30)));
    }

    assertTrue(sleeper.turns.size() == 2, sleeper.turns::toString);
  }
}
