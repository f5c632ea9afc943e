package ipc.cli.mbox;

import ipc.engine.mailbox.Delivery;
import ipc.engine.mailbox.MailboxLook.Held;
import ipc.model.Timestamp;
import ipc.render.Column;
import ipc.render.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The fields in which a message is told. */
final class MessageColumns {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private MessageColumns() {}

  /** A message that is received. */
  static RecordType<Delivery> received() {
    List<Column<Delivery>> columns = new ArrayList<>(fields());
    columns.add(
        Column.id(
            "fence",
            "rises with each lease of the mailbox, to tell a late worker",
            it -> it.fence() == 0 ? null : it.fence()));
    columns.add(
        Column.text(
            "token", "names this delivery, for ack, nack and extend", it -> it.token().toString()));
    return RecordType.of("message", "messages", columns);
  }

  /** A message that is looked at. */
  static RecordType<Delivery> peeked() {
    return RecordType.of("message", "messages", fields());
  }

  /** A message that is held. */
  static RecordType<Held> held() {
    List<Column<Held>> columns = new ArrayList<>();
    for (Column<Delivery> field : fields()) {
      columns.add(field.within(Held::message));
    }
    columns.add(
        Column.text("how", "taken, leased, or delayed: given back and not due yet", Held::how));
    columns.add(
        Column.id(
            "holder",
            "the process that has it, as that numbers itself; else a token",
            Held::holder));
    columns.add(Column.duration("left", "until the lease ends or the message is due", Held::left));
    columns.add(
        Column.text(
            "token",
            "names this delivery, for ack, nack and extend",
            it -> it.how().equals("delayed") ? null : it.message().token().toString()));
    return RecordType.of("message", "messages", columns);
  }

  private static List<Column<Delivery>> fields() {
    return List.of(
        Column.id("sequence", "its number in the mailbox, rising", Delivery::sequence),
        Column.id("type", "as its sender gave it", Delivery::type),
        Column.id("priority", "as its sender gave it", Delivery::priority),
        Column.count(
            "deliveries", "how often it was delivered, this time included", Delivery::deliveries),
        Column.id("from-pid", "its sender, as that says of itself", Delivery::senderPid),
        Column.id(
            "from-uid",
            "the sender's user, as that says",
            it -> Integer.toUnsignedLong(it.senderUid())),
        Column.time("sent", "when it was sent", MessageColumns::sent),
        Column.text("body", "its bytes, if they are UTF-8", MessageColumns::text),
        Column.text("body-base64", "its bytes, if they are not", MessageColumns::base64));
  }

  private static Timestamp sent(Delivery message) {
    long nanos = message.sentAtNanos();
    return new Timestamp(
        Math.floorDiv(nanos, NANOS_PER_SECOND), (int) Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  private static Optional<String> text(Delivery message) {
    try {
      // A decoder of its own refuses what a new String would replace.
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message.body())).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static Optional<String> base64(Delivery message) {
    return text(message).isPresent()
        ? Optional.empty()
        : Optional.of(Base64.getEncoder().encodeToString(message.body()));
  }
}
