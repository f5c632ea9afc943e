package ipc.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipc.image.Image.Ran;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, data, arguments and environment are bytes, and no locale changes one of them. */
class ByteNamesIT {
  private static final String NAME = "name=$'a\\200\\303\\277\\377 \\x27$b'\n";

  /** The same, a character a byte. */
  private static final String NAME_BYTES = "a\u0080\u00c3\u00bf\u00ff '$b";

  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
  }

  private static Ran run(String locale, String script) throws Exception {
    return sandbox.run(NAME + script, Map.of("LC_ALL", locale));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void a_segment_has_the_name_that_was_typed(String locale) throws Exception {
    Ran ran =
        run(
            locale,
            "ipc shm create \"$name\" -s 4K >/dev/null; printf '%s|' /dev/shm/*; ipc shm rm"
                + " \"$name\"; left");

    assertEquals(new Ran(0, "/dev/shm/" + NAME_BYTES + "|", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void data_is_what_was_written(String locale) throws Exception {
    Ran ran =
        run(
            locale,
            """
            for ((i = 0; i < 256; i++)); do printf "\\\\x$(printf %02x $i)"; done >all
            ipc shm create "$name" -s 256 >/dev/null
            ipc shm write "$name" <all && ipc shm read "$name" | cmp - all && stat -c %s all
            printf '\\377\\200\\n' | ipc shm write "$name" --format text
            ipc shm read "$name" --format text
            """);

    assertEquals(new Ran(0, "256\n\u00ff\u0080\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void a_command_gets_arguments_and_environment_as_they_are(String locale) throws Exception {
    Ran ran =
        run(
            locale,
            """
            ipc shm create "$name" -s 4K >/dev/null
            VALUE=$name ipc shm attach "$name" -- \\
              bash -c 'printf "%s|%s|%s|%s" "$0" "$1" "$VALUE" "$IPC_ADDRESS"' "$name" ''
            """);

    assertEquals(new Ran(0, NAME_BYTES + "||" + NAME_BYTES + "|posix-shm:/" + NAME_BYTES, ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void a_command_of_such_a_name_is_found(String locale) throws Exception {
    Ran ran =
        run(
            locale,
            """
            ipc shm create x -s 4K >/dev/null
            cp "$(command -v echo)" "./$name" 2>/dev/null || cp /bin/echo "./$name"
            PATH=$PWD:$PATH ipc shm attach x -- "$name" done
            """);

    assertEquals(new Ran(0, "done\n", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void an_address_of_any_bytes_comes_back_from_a_pipe_as_it_went_in(String locale)
      throws Exception {
    Ran ran =
        run(
            locale,
            """
            made=$(ipc shm create "$name\\\\" -s 4K)
            [ "$(ipc shm ls -q -o address)" = "$made" ] && ipc rm "$made" && left
            """);

    assertEquals(new Ran(0, "", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void a_printed_address_can_be_typed_again(String locale) throws Exception {
    Ran ran =
        run(
            locale,
            """
            name=$'\\303\\277 \\x27"$b*'
            created=$(ipc shm create "$name" -s 4K)
            listed=$(ipc shm ls -o address)
            [ "$created" = "$listed" ] && ipc rm "$listed" && left
            """);

    assertEquals(new Ran(0, "", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void an_address_in_json_is_every_byte_of_it(String locale) throws Exception {
    sandbox.requireTools("python3");

    Ran ran =
        run(
            locale,
            """
            ipc shm create "$name" -s 4K >/dev/null
            ipc shm ls --json | python3 -c '
            import json, subprocess, sys
            text = json.load(sys.stdin)["segments"][0]["address"]
            address = text.encode("utf-8", "surrogateescape")
            sys.exit(subprocess.run([b"ipc", b"rm", address]).returncode)
            ' && left
            """);

    assertEquals(new Ran(0, "", ""), ran);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void a_message_shows_what_is_no_text(String locale) throws Exception {
    Ran ran = run(locale, "ipc shm read $'a\\200\\033[1m'");

    assertEquals(
        new Ran(
            66,
            "",
            """
            ipc: there is no 'posix-shm:/a\\x80\\x1b[1m' (ENOENT)
            hint: 'ipc shm create posix-shm:/a\\x80\\x1b[1m -s SIZE' makes it
            """),
        ran);
  }
}
