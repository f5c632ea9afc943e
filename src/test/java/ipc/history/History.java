package ipc.history;

import java.util.List;
import java.util.Set;

/**
 * What all who used a mailbox wrote down, and what the mailbox says in the end.
 *
 * @param senders in any order
 * @param receivers in any order
 * @param left messages that are still there
 * @param lost the mailbox's own count of messages lost with their receivers
 */
public record History(List<Sender> senders, List<Receiver> receivers, Set<Long> left, long lost) {

  /** A message's name: its sender, and its place among what that one sent. */
  public static long message(int sender, int index) {
    return (long) sender << Integer.SIZE | index;
  }

  /** Words for {@link #message}. */
  static String words(long message) {
    return "message " + (int) message + " of sender " + (message >>> Integer.SIZE);
  }

  /**
   * One process that sent messages 0, 1, 2 … in this order.
   *
   * @param acknowledged how many of them it knew to be sent
   * @param killed whether it was killed
   * @param mostInFlight how many more a killed one may have sent without knowing
   */
  public record Sender(int number, int acknowledged, boolean killed, int mostInFlight) {}

  /** How a receiver holds what it gets. */
  public enum Hold {
    /** Taken: never comes back. */
    AT_MOST_ONCE,
    /** Leased until its end, or its death. */
    TO_WORK,
    /** Leased for a time that may run out. */
    FOR_A_TIME
  }

  /**
   * One process that received.
   *
   * @param killed whether it was killed
   * @param tellsEnds whether it writes down {@link What#ENDS} too
   * @param mostHeld how many messages it may have held at one time
   * @param mostInHand how many it may have had in hand besides, undelivered: they come back
   *     uncounted if it is killed, later than what was sent after them
   * @param steps what it did, in this order
   */
  public record Receiver(
      String name,
      Hold hold,
      boolean killed,
      boolean tellsEnds,
      int mostHeld,
      int mostInHand,
      List<Step> steps) {}

  /** What a receiver did with a delivery. */
  public enum What {
    /** It has the bytes. */
    GOT,
    /** It is about to settle it: before this it certainly did not. */
    ENDS,
    /** The mailbox said that it is gone for good. */
    SETTLED,
    /** It is to be delivered again. */
    GAVE_BACK
  }

  /**
   * A step of a receiver.
   *
   * @param delivery which delivery of the message, from 1
   * @param priority of the message
   * @param sequence the mailbox's number of the message
   */
  public record Step(What what, long message, int delivery, int priority, long sequence) {}
}
