package ipc.history;

import ipc.history.History.Hold;
import ipc.history.History.Receiver;
import ipc.history.History.Sender;
import ipc.history.History.Step;
import ipc.history.History.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Judges a history by what a mailbox promises: what was acknowledged was received, or is there, or
 * was lost with a killed receiver that had taken it; nothing came twice unless its holder died,
 * gave it back or let its time run out; and order was kept.
 */
public final class HistoryChecker {
  private static final int MOST_FINDINGS = 20;

  private final History history;
  private final Map<Long, List<Got>> deliveries = new HashMap<>();
  private final Map<Integer, Integer> seen = new HashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private long missing;
  private long certainlyLost;
  private long unrecorded;

  /** One delivery, by whom, and what became of it as far as that one knew. */
  private static final class Got {
    final Receiver by;
    final Step step;
    boolean ends;
    boolean settled;
    boolean gaveBack;

    Got(Receiver by, Step step) {
      this.by = by;
      this.step = step;
    }
  }

  private HistoryChecker(History history) {
    this.history = history;
  }

  /** What is against the promises, in words; empty where all is well. */
  public static List<String> findings(History history) {
    HistoryChecker checker = new HistoryChecker(history);
    checker.judge();
    return checker.findings;
  }

  private void judge() {
    history.receivers().forEach(this::read);
    history.left().forEach(this::note);
    history.senders().forEach(this::judgeSender);
    deliveries.forEach(this::judgeDeliveries);
    history.receivers().forEach(this::judgeOrder);
    judgeLate();
    bound(missing, history.lost() - certainlyLost, "are missing, and the mailbox tells of");
    bound(
        missing, mostHeldByTheDead(Hold.AT_MOST_ONCE), "are missing, and the killed held at most");
    bound(
        unrecorded,
        mostHeldByTheDead(Hold.TO_WORK) + mostHeldByTheDead(Hold.FOR_A_TIME),
        "deliveries were written down by nobody, and the killed held at most");
  }

  private void find(String what) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(what);
    }
  }

  private void bound(long count, long most, String words) {
    if (count > most) {
      find(count + " " + words + " " + most);
    }
  }

  private long mostHeldByTheDead(Hold hold) {
    return history.receivers().stream()
        .filter(receiver -> receiver.killed() && receiver.hold() == hold)
        .mapToLong(receiver -> isAmidst(receiver) ? 0 : receiver.mostHeld())
        .sum();
  }

  /** Whether it had written down all that it held when it was killed: it held nothing else. */
  private static boolean isAmidst(Receiver receiver) {
    List<Step> steps = receiver.steps();
    return receiver.tellsEnds() && !steps.isEmpty() && steps.getLast().what() == What.GOT;
  }

  private void read(Receiver receiver) {
    for (Step step : receiver.steps()) {
      note(step.message());
      List<Got> all = deliveries.computeIfAbsent(step.message(), none -> new ArrayList<>(1));
      if (step.what() == What.GOT) {
        if (of(all, step.delivery()) != null) {
          find(
              History.words(step.message())
                  + " came twice as delivery "
                  + step.delivery()
                  + ", to "
                  + of(all, step.delivery()).by.name()
                  + " and to "
                  + receiver.name());
        }
        all.add(new Got(receiver, step));
      } else {
        Got got = of(all, step.delivery());
        if (got == null || got.by != receiver) {
          find(receiver.name() + " ended a delivery that it had not: " + step);
        } else {
          got.ends |= step.what() == What.ENDS;
          got.settled |= step.what() == What.SETTLED;
          got.gaveBack |= step.what() == What.GAVE_BACK;
        }
      }
    }
  }

  private static Got of(List<Got> all, int delivery) {
    for (Got got : all) {
      if (got.step.delivery() == delivery) {
        return got;
      }
    }
    return null;
  }

  /** A message that was seen was sent, and so was every one before it. */
  private void note(long message) {
    seen.merge((int) (message >>> Integer.SIZE), (int) message + 1, Math::max);
  }

  private void judgeSender(Sender sender) {
    int known = seen.getOrDefault(sender.number(), 0);
    int possible = sender.acknowledged() + (sender.killed() ? sender.mostInFlight() : 0);
    if (known > possible) {
      find(History.words(History.message(sender.number(), known - 1)) + " was never sent");
    }
    for (int index = 0; index < Math.max(sender.acknowledged(), known); index++) {
      long message = History.message(sender.number(), index);
      if (!deliveries.containsKey(message) && !history.left().contains(message)) {
        missing++;
        if (history.lost() == 0) {
          find(History.words(message) + " is lost");
        }
      }
    }
  }

  private void judgeDeliveries(long message, List<Got> all) {
    int last = 0;
    for (Got got : all) {
      last = Math.max(last, got.step.delivery());
    }
    boolean left = history.left().contains(message);
    Got latest = of(all, last);
    if (!left && latest != null && !isDone(latest)) {
      // It came to nobody again who lived to write it down.
      missing++;
    }
    for (int delivery = 1; delivery <= last; delivery++) {
      Got got = of(all, delivery);
      if (got == null) {
        unrecorded++;
      } else if (delivery < last || left) {
        judgeRedelivery(got, left && delivery == last ? "is still there" : "came again");
      }
    }
  }

  /** Whether a delivery may be the last one. */
  private boolean isDone(Got got) {
    if (got.by.hold() != Hold.AT_MOST_ONCE) {
      return got.settled || got.by.killed() && got.ends;
    }
    if (got.by.killed() && got.by.tellsEnds() && !got.ends) {
      certainlyLost++;
    }
    return true;
  }

  private void judgeRedelivery(Got got, String words) {
    String what = History.words(got.step.message()) + " " + words + " after ";
    if (got.settled) {
      find(what + got.by.name() + " had settled it");
    } else if (got.by.hold() == Hold.AT_MOST_ONCE) {
      find(what + got.by.name() + " had taken it at most once");
    } else if (got.by.hold() == Hold.TO_WORK && !got.by.killed() && !got.gaveBack) {
      find(what + got.by.name() + " got it, which lives and did not give it back");
    }
  }

  /**
   * Among what came to a receiver for the first time, what was sent first came first; but for what
   * a killed one had in hand.
   */
  private void judgeOrder(Receiver receiver) {
    Map<Integer, Step> latestOfPriority = new HashMap<>();
    Map<Long, NavigableMap<Long, Step>> ofSender = new HashMap<>();
    for (Step step : receiver.steps()) {
      if (step.what() == What.GOT && step.delivery() == 1) {
        Step latest = latestOfPriority.get(step.priority());
        if (latest == null || latest.sequence() < step.sequence()) {
          latestOfPriority.put(step.priority(), step);
        } else {
          late.add(receiver.name() + " got " + step + " after " + latest);
        }
        long sender = (step.message() >>> Integer.SIZE) << Integer.SIZE | step.priority();
        ofSender.computeIfAbsent(sender, none -> new TreeMap<>()).put(step.sequence(), step);
      }
    }
    for (NavigableMap<Long, Step> steps : ofSender.values()) {
      Step earlier = null;
      for (Step step : steps.values()) {
        if (earlier != null && (int) earlier.message() >= (int) step.message()) {
          find(receiver.name() + " got " + step + " of one sender after " + earlier);
        }
        earlier = step;
      }
    }
  }

  private void judgeLate() {
    long inHand =
        history.receivers().stream().filter(Receiver::killed).mapToLong(Receiver::mostInHand).sum();
    if (late.size() > inHand) {
      find(late.size() + " came late, and the killed had in hand at most " + inHand);
      late.forEach(this::find);
    }
  }
}
