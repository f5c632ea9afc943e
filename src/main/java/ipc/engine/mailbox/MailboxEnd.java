package ipc.engine.mailbox;

import ipc.engine.Engine;
import ipc.engine.IpcException;
import ipc.engine.SignalWatch;
import ipc.engine.message.MessageEnd;
import ipc.engine.message.MessageSink;
import ipc.engine.message.MessageSource;
import java.util.Optional;

/** A mailbox as an end of a conversation: its messages are taken, or others are sent to it. */
public final class MailboxEnd implements MessageEnd {
  private final String name;
  private final Mailbox mailbox;
  private final Optional<MailboxSource> source;
  private final Optional<MailboxSink> sink;

  private MailboxEnd(
      String name, Mailbox mailbox, Optional<MailboxSource> source, Optional<MailboxSink> sink) {
    this.name = name;
    this.mailbox = mailbox;
    this.source = source;
    this.sink = sink;
  }

  /** One whose messages are taken; it takes the mailbox, and closes it. */
  public static MailboxEnd taking(
      Engine engine, String name, Mailbox mailbox, SignalWatch signals) {
    try {
      return of(name, mailbox, new MailboxSource(engine, name, mailbox, signals));
    } catch (IpcException failure) {
      mailbox.close();
      throw failure;
    }
  }

  private static MailboxEnd of(String name, Mailbox mailbox, MailboxSource source) {
    return new MailboxEnd(name, mailbox, Optional.of(source), Optional.empty());
  }

  /** One that messages are sent to; it takes the mailbox, and closes it. */
  public static MailboxEnd sending(
      Engine engine, String name, Mailbox mailbox, SignalWatch signals) {
    MailboxSink sink = new MailboxSink(engine, name, mailbox, signals);
    return new MailboxEnd(name, mailbox, Optional.empty(), Optional.of(sink));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<MessageSource> source() {
    return source.map(each -> each);
  }

  @Override
  public Optional<MessageSink> sink() {
    return sink.map(each -> each);
  }

  /** What nobody wants stays in it. */
  @Override
  public boolean isDrained() {
    return false;
  }

  @Override
  public void close() {
    try {
      source.ifPresent(MailboxSource::giveBack);
    } finally {
      mailbox.close();
    }
  }
}
