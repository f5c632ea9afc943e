package ipc.image;

import static ipc.image.Image.assertRan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipc.image.Image.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What lies between the ends of a bridge: what holds bytes back, counts, copies and records. */
class BridgeTrafficIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void enter() throws Exception {
    sandbox = Sandbox.built();
    sandbox.requireTools("python3", "jq");
  }

  private static Ran run(String script) throws Exception {
    return sandbox.run(Servers.FUNCTIONS + script);
  }

  @Test
  void no_more_goes_than_the_rate_allows() throws Exception {
    Ran ran =
        run(
            """
            ipc bridge - - --rate 100K --lifetime 1.5s --report report </dev/zero >got 2>err
            echo $?
            # Two pieces of a twentieth of a second may go early.
            jq '.sent.bytes > 0 and .sent.bytes <= 102400 * (.seconds + 0.11)' report
            [ $(jq .sent.bytes report) = $(stat -c %s got) ] && echo counted
            """);

    assertRan(ran, 0, "124\ntrue\ncounted\n");
  }

  @Test
  void what_is_held_back_keeps_its_order_and_nothing_comes_before_its_time() throws Exception {
    Ran ran =
        run(
            """
            head -c 3000000 /dev/urandom >data
            ipc bridge file:data - --delay 50ms --jitter 50ms --rate 20M | cmp - data && echo same
            seq 5 | ipc bridge - - --delay 1h --lifetime 0.3 --report report; echo $?
            jq -c '[.sent.bytes, .sent.unwrittenBytes]' report
            """);

    assertRan(ran, 0, "same\n124\n[0,10]\n");
  }

  @Test
  void a_recording_replays_both_directions() throws Exception {
    Ran ran =
        run(
            """
            head -c 300000 /dev/urandom >binary; seq 20000 >text
            serve unix:app --keep --concurrent 2 -- sh -c 'cat text; cat >last'
            app=$server
            bridge --listen unix:tap unix:app -c 2 --record talk --tee tee
            ipc sock connect unix:tap <binary | cmp - text && echo heard
            ipc sock connect unix:tap <text | cmp - text && echo heard
            wait $server; echo $?
            python3 -c "
            import base64, json
            said = {}
            ends = set()
            last = 0
            for line in open('talk'):
                each = json.loads(line)
                way = (each['connection'], each['to'] == 'unix:app')
                assert each['seconds'] >= last and each['time'].endswith('Z')
                last = each['seconds']
                if each.get('end'): ends.add(way); continue
                assert way not in ends
                piece = each['body'].encode() if 'body' in each \\
                    else base64.b64decode(each['bodyBase64'])
                said[way] = said.get(way, b'') + piece
            binary, text = open('binary', 'rb').read(), open('text', 'rb').read()
            print(said[1, True] == binary, said[1, False] == text)
            print(said[2, True] == text, said[2, False] == text, len(ends))
            "
            cat binary text | cmp - tee && echo copied
            kill $app
            """);

    assertRan(ran, 0, "heard\nheard\n0\nTrue True\nTrue True 4\ncopied\n");
  }

  @Test
  void a_slow_reader_of_the_copy_loses_nothing() throws Exception {
    Ran ran =
        run(
            """
            head -c 3000000 /dev/urandom >data; mkfifo slow
            { read -r -t 0.3 nothing <> <(:); cat slow >copy; } & reader=$!
            ipc bridge file:data file:got --tee fd:5 5>slow; echo $?
            wait $reader; cmp data got && cmp data copy && echo same
            """);

    assertRan(ran, 0, "0\nsame\n");
  }

  @Test
  void progress_is_told_on_standard_error() throws Exception {
    Ran ran =
        run(
            """
            head -c 1000000 /dev/zero | ipc bridge - - --progress 2>err >/dev/null; echo $?
            tr '\\r' '\\n' <err | tail -n 1
            """);

    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.out().startsWith("0\n976.6K from A to B, 0B back"), ran::toString);
  }
}
