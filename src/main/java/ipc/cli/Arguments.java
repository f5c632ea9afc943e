package ipc.cli;

import ipc.engine.IpcException;
import ipc.model.Address;
import ipc.model.AddressException;
import ipc.model.Deadline;
import ipc.model.DurationText;
import ipc.model.Noun;
import ipc.model.Permissions;
import ipc.model.Scheme;
import ipc.model.Size;
import ipc.model.ValueException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options and operands that several verbs declare alike, so that they mean the same everywhere. */
public final class Arguments {
  private Arguments() {}

  /** One operand that is an address; a bare word means what the noun says. */
  public static PositionalParamSpec address(Optional<Noun> noun, String description) {
    return addressBuilder(noun, description)
        .arity("1")
        .required(true)
        .index("0")
        .type(Address.class)
        .build();
  }

  /** At least one operand, each an address. */
  public static PositionalParamSpec addresses(Optional<Noun> noun, String description) {
    return addressBuilder(noun, description)
        .arity("1..*")
        .required(true)
        .index("0..*")
        .type(List.class)
        .auxiliaryTypes(Address.class)
        .build();
  }

  /** At least two operands, each an address or {@code -}, standard input or output. */
  public static PositionalParamSpec addressesOrStandard(
      Noun noun, String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .description(description)
        .converters(text -> text.equals("-") ? Address.parse(text) : parse(text, Optional.of(noun)))
        .arity("2..*")
        .required(true)
        .index("0..*")
        .type(List.class)
        .auxiliaryTypes(Address.class)
        .build();
  }

  private static PositionalParamSpec.Builder addressBuilder(
      Optional<Noun> noun, String description) {
    return PositionalParamSpec.builder()
        .paramLabel("ADDRESS")
        .description(description)
        .converters(text -> parse(text, noun));
  }

  private static Address parse(String text, Optional<Noun> noun) {
    if (noun.isEmpty()) {
      return Address.parse(text);
    }
    Address address = Address.parse(text, noun.get());
    List<Scheme> schemes = noun.get().schemes();
    if (!schemes.contains(address.scheme())) {
      throw new AddressException(
          text,
          0,
          "not an address of 'ipc " + noun.get().word() + "'",
          schemes.stream().flatMap(scheme -> scheme.forms().stream()).toList());
    }
    return address;
  }

  /** An option that is there or not. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  /** An option that takes a text as it is. */
  public static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option that takes a size: {@code 4K}, {@code 1.5M}, {@code 4KB}. */
  public static OptionSpec size(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .paramLabel("SIZE")
        .type(Size.class)
        .converters(Size::parse)
        .description(description)
        .build();
  }

  /** {@code -m MODE}: octal, or symbolic against what is made without it. */
  public static OptionSpec mode(Permissions base) {
    return OptionSpec.builder("-m", "--mode")
        .arity("1")
        .paramLabel("MODE")
        .type(Permissions.class)
        .converters(text -> Permissions.parse(text, base))
        .description("permissions: octal, or as chmod takes them (default " + base.octal() + ")")
        .build();
  }

  /** {@code --group GROUP}: whose group an object is made for. */
  public static OptionSpec group() {
    return text("GROUP", "give it to this group, a name or a number", "--group");
  }

  /**
   * The number of the group that is asked for.
   *
   * @throws IpcException.BadUsage if there is none of that name
   */
  public static OptionalInt groupId(Invocation invocation, OptionSpec group) {
    Optional<String> name = value(group);
    if (name.isEmpty()) {
      return OptionalInt.empty();
    }
    OptionalInt found = invocation.engine().accounts().groupId(name.get());
    if (found.isEmpty()) {
      throw new IpcException.BadUsage(
          "there is no group '" + name.get() + "'", "'getent group' lists them");
    }
    return found;
  }

  /** The same option, without which there is no command. */
  public static OptionSpec required(OptionSpec option) {
    return option.toBuilder().required(true).build();
  }

  /** An option that takes a time: {@code 250ms}, {@code 2s}, {@code 5m}; seconds if bare. */
  public static OptionSpec duration(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .paramLabel("DUR")
        .type(Duration.class)
        .converters(DurationText::parse)
        .description(description)
        .build();
  }

  /** {@code -w DUR}: how long to wait at most. */
  public static OptionSpec timeout() {
    return duration(
        "wait at most this long, then end with 124: 250ms, 2s, 5m; seconds if bare",
        "-w",
        "--timeout");
  }

  /** {@code -n}: never wait. */
  public static OptionSpec noWait() {
    return flag("never wait", "-n", "--no-wait");
  }

  /** Whether a flag is given. */
  public static boolean isSet(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.<Boolean>getValue());
  }

  /** {@code -c N}: how many. */
  public static OptionSpec count(String description) {
    return OptionSpec.builder("-c", "--count")
        .arity("1")
        .paramLabel("N")
        .type(Integer.class)
        .converters(text -> number("count", text, 1, Integer.MAX_VALUE))
        .description(description)
        .build();
  }

  /** An option that takes a whole number. */
  public static OptionSpec number(String description, int least, int most, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .paramLabel("N")
        .type(Integer.class)
        .converters(text -> number("number", text, least, most))
        .description(description)
        .build();
  }

  private static Integer number(String what, String text, int least, int most) {
    if (text.matches("\\d{1,10}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return (int) number;
      }
    }
    throw new ValueException(what, text, "not a number from " + least + " to " + most);
  }

  /** An option that takes a text as it is, and may be given again. */
  public static OptionSpec texts(String label, String description, String name) {
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  /** The texts that an option was given; none if it is not given. */
  public static List<String> givenTexts(OptionSpec option) {
    return Arguments.<List<String>>value(option).orElse(List.of());
  }

  /**
   * An option that takes one of some words.
   *
   * @param kind what such a word is, for the refusal of another
   * @param choices what can be chosen, in order
   * @param word how each is typed
   */
  public static <T> OptionSpec choice(
      String label,
      String kind,
      List<T> choices,
      Function<T, String> word,
      String description,
      String name) {
    List<String> words = choices.stream().map(word).toList();
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(label)
        .type(Object.class)
        .converters(text -> {
          int index = words.indexOf(text);
          if (index < 0) {
            throw new ValueException(
                kind, text, "there is no such " + kind, words.toArray(String[]::new));
          }
          return choices.get(index);
        })
        .completionCandidates(words)
        .description(description)
        .build();
  }

  /** {@code --holder PID}: a process that holds what is taken. */
  public static OptionSpec holder(String description) {
    return OptionSpec.builder("--holder")
        .arity("1")
        .paramLabel("PID")
        .type(Integer.class)
        .converters(text -> number("pid", text, 1, Integer.MAX_VALUE))
        .description(description)
        .build();
  }

  /** The value of an option, if it is given. */
  public static <T> Optional<T> value(OptionSpec option) {
    return Optional.ofNullable(option.getValue());
  }

  /** When to give up: {@link #timeout} and {@link #noWait} together; never if neither is given. */
  public static Deadline deadline(Invocation invocation, OptionSpec timeout, OptionSpec noWait) {
    if (neverWaits(timeout, noWait)) {
      return Deadline.immediate();
    }
    Duration given = timeout.getValue();
    return given == null ? Deadline.never() : invocation.engine().within(given);
  }

  /** Whether nothing is to be waited for: {@code -n}, or {@code -w 0}. */
  public static boolean neverWaits(OptionSpec timeout, OptionSpec noWait) {
    Duration given = timeout.getValue();
    return isSet(noWait) || given != null && given.isZero();
  }
}
