package ipc.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.history.History.Hold;
import ipc.history.History.Receiver;
import ipc.history.History.Sender;
import ipc.history.History.Step;
import ipc.history.History.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge of histories finds what is planted in them, and nothing in those that are right. */
class HistoryCheckerTest {
  private static final int SENDER = 7;

  private final List<Receiver> receivers = new ArrayList<>();
  private Set<Long> left = Set.of();
  private long lost;

  private static Step got(int index, int delivery) {
    return new Step(What.GOT, History.message(SENDER, index), delivery, 0, index + 100);
  }

  private static Step settled(int index, int delivery) {
    return new Step(What.SETTLED, History.message(SENDER, index), delivery, 0, index + 100);
  }

  private static Step ends(int index, int delivery) {
    return new Step(What.ENDS, History.message(SENDER, index), delivery, 0, index + 100);
  }

  private static Step gaveBack(int index, int delivery) {
    return new Step(What.GAVE_BACK, History.message(SENDER, index), delivery, 0, index + 100);
  }

  private void receiver(Hold hold, boolean killed, Step... steps) {
    receivers.add(new Receiver("r" + receivers.size(), hold, killed, true, 1, 0, List.of(steps)));
  }

  private List<String> judge(int acknowledged, boolean killed) {
    Sender sender = new Sender(SENDER, acknowledged, killed, 1);
    return HistoryChecker.findings(new History(List.of(sender), receivers, left, lost));
  }

  private List<String> judge(int acknowledged) {
    return judge(acknowledged, false);
  }

  private static void assertFinds(String words, List<String> findings) {
    assertTrue(findings.size() == 1 && findings.get(0).contains(words), findings.toString());
  }

  @Test
  void nothing_is_found_where_all_came_once_in_order() {
    receiver(Hold.AT_MOST_ONCE, false, got(0, 1), settled(0, 1), got(2, 1), settled(2, 1));
    receiver(Hold.TO_WORK, false, got(1, 1), settled(1, 1));
    left = Set.of(History.message(SENDER, 3));

    assertEquals(List.of(), judge(4));
  }

  @Test
  void a_planted_loss_is_found() {
    receiver(Hold.TO_WORK, false, got(0, 1), settled(0, 1), got(2, 1), settled(2, 1));

    assertTrue(judge(3).contains("message 1 of sender 7 is lost"));
  }

  @Test
  void a_loss_with_a_killed_worker_is_found() {
    receiver(Hold.TO_WORK, true, got(0, 1));

    assertTrue(judge(1).contains("1 are missing, and the mailbox tells of 0"));
  }

  @Test
  void a_loss_of_what_was_given_back_is_found() {
    receiver(Hold.TO_WORK, false, got(0, 1), gaveBack(0, 1));

    assertTrue(judge(1).contains("1 are missing, and the mailbox tells of 0"));
  }

  @Test
  void a_loss_is_found_where_the_mailbox_tells_of_another() {
    receiver(Hold.AT_MOST_ONCE, true, got(0, 1));
    receiver(Hold.TO_WORK, true, got(1, 1));
    lost = 1;

    assertTrue(judge(2).contains("1 are missing, and the mailbox tells of 0"));
  }

  @Test
  void what_a_killed_worker_was_about_to_settle_may_be_settled() {
    receiver(Hold.TO_WORK, true, got(0, 1), ends(0, 1));

    assertEquals(List.of(), judge(1));
  }

  @Test
  void a_loss_with_a_killed_taker_is_none_if_the_mailbox_tells() {
    receiver(Hold.AT_MOST_ONCE, true, got(0, 1), ends(0, 1), settled(0, 1));
    lost = 1;

    assertEquals(List.of(), judge(2));
  }

  @Test
  void a_loss_with_a_taker_that_had_written_down_all_it_held_is_found() {
    receiver(Hold.AT_MOST_ONCE, true, got(0, 1));
    lost = 2;

    assertFinds("1 are missing, and the killed held at most 0", judge(2));
  }

  @Test
  void more_losses_than_the_mailbox_tells_are_found() {
    receiver(Hold.AT_MOST_ONCE, true);
    receiver(Hold.AT_MOST_ONCE, true);
    lost = 1;

    assertFinds("2 are missing, and the mailbox tells of 1", judge(2));
  }

  @Test
  void a_loss_of_what_a_killed_sender_did_not_know_to_be_sent_is_found() {
    receiver(Hold.TO_WORK, false, got(1, 1), settled(1, 1));

    assertTrue(judge(0, true).contains("message 0 of sender 7 is lost"));
  }

  @Test
  void what_a_killed_sender_did_not_know_to_be_sent_may_come() {
    receiver(Hold.TO_WORK, false, got(0, 1), settled(0, 1));

    assertEquals(List.of(), judge(0, true));
  }

  @Test
  void what_was_never_sent_is_found() {
    receiver(Hold.TO_WORK, false, got(0, 1), settled(0, 1));

    assertFinds("message 0 of sender 7 was never sent", judge(0));
  }

  @Test
  void a_planted_duplicate_is_found() {
    receiver(Hold.TO_WORK, false, got(0, 1), settled(0, 1));
    receiver(Hold.TO_WORK, true, got(0, 1));

    assertFinds("came twice as delivery 1, to r0 and to r1", judge(1));
  }

  @Test
  void a_delivery_after_settlement_is_found() {
    receiver(Hold.FOR_A_TIME, true, got(0, 1), settled(0, 1));
    receiver(Hold.TO_WORK, false, got(0, 2), settled(0, 2));

    assertFinds("came again after r0 had settled it", judge(1));
  }

  @Test
  void a_delivery_after_one_at_most_once_is_found() {
    receiver(Hold.AT_MOST_ONCE, true, got(0, 1));
    receiver(Hold.TO_WORK, false, got(0, 2), settled(0, 2));

    assertFinds("had taken it at most once", judge(1));
  }

  @Test
  void a_delivery_from_under_a_living_worker_is_found() {
    receiver(Hold.TO_WORK, false, got(0, 1));
    receiver(Hold.TO_WORK, false, got(0, 2), settled(0, 2));

    assertFinds("which lives and did not give it back", judge(1));
  }

  @Test
  void a_delivery_after_death_return_or_time_is_right() {
    receiver(Hold.TO_WORK, true, got(0, 1));
    receiver(Hold.TO_WORK, false, got(0, 2), gaveBack(0, 2));
    receiver(Hold.FOR_A_TIME, false, got(0, 3));
    receiver(Hold.AT_MOST_ONCE, false, got(0, 4), settled(0, 4));

    assertEquals(List.of(), judge(1));
  }

  @Test
  void a_delivery_that_nobody_wrote_down_needs_a_killed_holder() {
    receiver(Hold.TO_WORK, false, got(0, 2), settled(0, 2));
    assertFinds("1 deliveries were written down by nobody", judge(1));

    receiver(Hold.TO_WORK, true);
    assertEquals(List.of(), judge(1));
  }

  @Test
  void what_is_settled_and_still_there_is_found() {
    receiver(Hold.TO_WORK, false, got(0, 1), settled(0, 1));
    left = Set.of(History.message(SENDER, 0));

    assertFinds("is still there after r0 had settled it", judge(1));
  }

  @Test
  void a_planted_reordering_is_found() {
    receiver(Hold.TO_WORK, false, got(1, 1), got(0, 1), settled(0, 1), settled(1, 1));

    assertEquals(2, judge(2).size());
  }

  @Test
  void what_a_killed_receiver_had_in_hand_may_come_late() {
    receivers.add(new Receiver("taker", Hold.AT_MOST_ONCE, true, true, 1, 1, List.of()));
    receiver(Hold.TO_WORK, false, got(1, 1), got(0, 1), settled(0, 1), settled(1, 1));

    assertEquals(List.of(), judge(2));
  }

  @Test
  void a_redelivery_out_of_order_is_right() {
    receiver(Hold.TO_WORK, true, got(0, 1));
    receiver(Hold.TO_WORK, false, got(1, 1), settled(1, 1), got(0, 2), settled(0, 2));

    assertEquals(List.of(), judge(2));
  }

  @Test
  void a_higher_priority_may_overtake() {
    Step urgent = new Step(What.GOT, History.message(SENDER, 1), 1, 9, 101);
    receiver(Hold.AT_MOST_ONCE, false, urgent, got(0, 1));

    assertEquals(List.of(), judge(2));
  }

  @Test
  void the_end_of_a_delivery_that_was_not_had_is_found() {
    receiver(Hold.TO_WORK, false, settled(0, 1));

    assertTrue(judge(0, true).get(0).contains("ended a delivery that it had not"));
  }
}
