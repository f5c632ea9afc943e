package ipc.engine.mailbox;

import ipc.engine.ProcessIdentity;
import ipc.model.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a victim of {@link CrashSweepTest} does; the messages a, b (urgent) and c wait when it
 * begins.
 */
enum SweptOperation {
  SEND_SHORT {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.send(CrashSweepTest.message("new", 0), Deadline.immediate(), test.signals);
    }
  },
  SEND_LONG {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.send(new Outgoing(CrashSweepTest.LONG_BODY, 0, 7), Deadline.immediate(), test.signals);
    }
  },
  SEND_IN_A_NEW_LANE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.send(CrashSweepTest.message("new", 32_767), Deadline.immediate(), test.signals);
    }
  },
  TAKE_AND_SETTLE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.settle(test.take(victim, Optional.empty()).token());
    }
  },
  TAKE_AND_GIVE_BACK {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.giveBack(test.take(victim, Optional.empty()).token());
    }
  },
  LEASE_AND_SETTLE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.settle(test.take(victim, Optional.of(Duration.ZERO)).token());
    }
  },
  LEASE_AND_GIVE_BACK {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.giveBack(test.take(victim, Optional.of(Duration.ZERO)).token());
    }
  },
  TAKE_AND_PUT_BACK {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.putBack(test.take(victim, Optional.empty()).token());
    }
  },
  WORK_AND_SETTLE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.settle(test.work(victim).token());
    }
  },
  WORK_AND_GIVE_BACK {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.giveBack(test.work(victim).token());
    }
  },
  WORK_AND_POSTPONE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.giveBack(test.work(victim).token(), Duration.ofNanos(1));
    }
  },
  LEASE_AND_POSTPONE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      Optional<Duration> lease = Optional.of(Duration.ofNanos(1));
      victim.giveBack(test.take(victim, lease).token(), Duration.ofNanos(1));
      victim.reclaim();
    }
  },
  LEASE_FOR_A_PROCESS_THAT_IS_GONE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      ProcessIdentity self = ProcessIdentity.of(test.engine, (int) ProcessHandle.current().pid());
      victim.holdFor(new ProcessIdentity(self.pid(), self.namespace(), self.startTicks() - 1));
      test.take(victim, Optional.of(Duration.ofHours(1)));
      victim.reclaim();
    }
  },
  WORK_AND_BURY {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.bury(test.work(victim).token());
    }
  },
  PURGE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.purge(Mailbox.Purge.READY, test.signals);
    }
  },
  SEND_A_BATCH {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.sendAll(
          List.of(CrashSweepTest.message("new", 0), CrashSweepTest.message("newer", 0)),
          Deadline.immediate(),
          test.signals,
          more -> {});
    }
  },
  RECEIVE_A_BATCH {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.settleAll(
          victim.receiveSome(
              Selector.ANY, Optional.empty(), 2, Deadline.immediate(), test.signals));
    }
  },
  TAKE_FROM_THE_HAND {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      List<Delivery> inHand =
          victim.reserveSome(Selector.ANY, 3, Deadline.immediate(), test.signals);
      victim.take(inHand.get(0).token());
      victim.settle(inHand.get(0).token());
      victim.take(inHand.get(1).token());
      victim.release(inHand.subList(2, 3));
      victim.settle(inHand.get(1).token());
    }
  },
  FREE_LONG_AND_SHORT {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      victim.send(new Outgoing(new byte[1500], 0, 7), Deadline.immediate(), test.signals);
      List<Delivery> all =
          victim.receiveSome(Selector.ANY, Optional.empty(), 4, Deadline.immediate(), test.signals);
      victim.settleAll(all);
      victim.send(CrashSweepTest.message("new", 0), Deadline.immediate(), test.signals);
      victim.receiveSome(
          new Selector(Selector.Kind.EXACTLY, 9),
          Optional.empty(),
          1,
          Deadline.immediate(),
          test.signals);
    }
  },
  NOTHING {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {}
  },
  TAKE_AND_CLOSE {
    @Override
    void run(Mailbox victim, CrashSweepTest test) {
      test.take(victim, Optional.empty());
      victim.close();
    }
  };

  abstract void run(Mailbox victim, CrashSweepTest test);
}
