package ipc.engine.conversation;

import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.model.Deadline;
import java.util.Optional;

/**
 * A conversation from the opening of its ends on: the first end, then what the second is to be once
 * the first is there, then the conversation between the two.
 */
public final class Session implements Task {
  private final Plan plan;
  private Opening opening;
  private Optional<StreamEnd> firstEnd = Optional.empty();
  private Optional<StreamEnd> secondEnd = Optional.empty();
  private Optional<Conversation> conversation = Optional.empty();
  private boolean isDone;

  /** What is to come of the ends. */
  public interface Plan {
    /**
     * Begins to open the second end.
     *
     * @param first is open
     */
    Opening second(StreamEnd first);

    /** The conversation between the two, which takes both. */
    Conversation conversation(StreamEnd first, StreamEnd second);

    /** An end could not be opened; what was open already is closed. */
    void failed(IpcException failure);
  }

  /** A session that begins with the opening of its first end. */
  public Session(Opening first, Plan plan) {
    this.opening = first;
    this.plan = plan;
  }

  @Override
  public boolean advance(Interest happened) {
    if (conversation.isPresent()) {
      return conversation.get().advance(happened);
    }
    try {
      Optional<StreamEnd> end = opening.advance();
      if (end.isEmpty()) {
        return false;
      }
      if (firstEnd.isEmpty()) {
        firstEnd = end;
        opening.close();
        opening = plan.second(end.get());
      } else {
        secondEnd = end;
        opening.close();
        conversation = Optional.of(plan.conversation(firstEnd.get(), end.get()));
      }
      return true;
    } catch (IpcException failure) {
      giveUp();
      plan.failed(failure);
      return false;
    }
  }

  private void giveUp() {
    opening.close();
    firstEnd.ifPresent(StreamEnd::close);
    secondEnd.ifPresent(StreamEnd::close);
    isDone = true;
  }

  @Override
  public void await(Interest interest) {
    conversation.ifPresentOrElse(talk -> talk.await(interest), () -> opening.await(interest));
  }

  @Override
  public Deadline until() {
    return conversation.map(Conversation::until).orElseGet(opening::until);
  }

  @Override
  public boolean isDone() {
    return conversation.map(Conversation::isDone).orElse(isDone);
  }

  @Override
  public void interrupt(SignalWatch.Arrival signal) {
    if (conversation.isPresent()) {
      conversation.get().interrupt(signal);
    } else {
      giveUp();
      plan.failed(new IpcException.EndedBySignal(signal.number()));
    }
  }

  @Override
  public void expire() {
    if (conversation.isPresent()) {
      conversation.get().expire();
    } else {
      giveUp();
      plan.failed(new IpcException.TimedOut("the time was over before it was connected", null));
    }
  }
}
