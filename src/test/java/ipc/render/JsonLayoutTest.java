package ipc.render;

import static ipc.render.Segment.JOBS;
import static ipc.render.Segment.UNKNOWN;
import static ipc.render.Segment.named;
import static ipc.render.Segment.select;
import static ipc.render.Segment.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLayoutTest {
  private static String list(
      Selection<Segment> selection, List<Segment> segments, String... warnings) throws IOException {
    return written(out -> {
      Layout layout = Layout.json(out);
      layout.list(selection, segments, () -> List.of(warnings));
      layout.flush();
    });
  }

  @Test
  void a_listing_is_one_document_with_an_object_a_line() throws IOException {
    assertEquals(
        """
        {"schema":1,"objects":[
        {"address":"a","sizeBytes":1},
        {"address":"b","sizeBytes":2}
        ],"warnings":["two left out"]}
        """,
        list(
            select(View.JSON, "address,size"),
            List.of(named("a", 1, "x"), named("b", 2, "x")),
            "two left out"));
  }

  @Test
  void an_empty_listing_is_an_empty_list() throws IOException {
    assertEquals(
        "{\"schema\":1,\"objects\":[],\"warnings\":[]}\n", list(select(View.JSON), List.of()));
  }

  @Test
  void every_kind_has_the_type_that_json_has_for_it() throws IOException {
    assertEquals(
        """
        {"schema":1,"objects":[
        {"address":"posix-shm:/jobs","sizeBytes":1572864,"mode":"0600","attached":2,\
        "owner":"alice","changed":"2026-11-20T03:55:00Z","lastPid":812,"idleSeconds":1.25,\
        "removed":false,"usedPercent":42,"notes":["a,b","c"],\
        "who":[{"pid":12,"command":"cat"},{"pid":1345,"command":"a b"}]}
        ],"warnings":[]}
        """,
        list(select(View.JSON, "all"), List.of(JOBS)));
  }

  @Test
  void unknown_is_null_and_a_number_beyond_a_long_is_whole() throws IOException {
    assertEquals(
        """
        {"schema":1,"objects":[
        {"sizeBytes":18446744073709551615,"changed":null,"notes":null,"who":null}
        ],"warnings":[]}
        """,
        list(select(View.JSON, "size,changed,notes,who"), List.of(UNKNOWN)));
  }

  @Test
  void a_single_record_stands_under_its_own_name() throws IOException {
    String text =
        written(out -> {
          Layout layout = Layout.json(out);
          layout.one(select(View.JSON, "owner"), JOBS, () -> List.of());
          layout.flush();
        });

    assertEquals("{\"schema\":1,\"object\":{\"owner\":\"alice\"},\"warnings\":[]}\n", text);
  }

  @Test
  void a_stream_is_an_object_a_line() throws IOException {
    Selection<Segment> selection = select(View.JSON, List.of("size"), List.of("size != 2"));

    String text =
        written(out -> {
          Layout layout = Layout.json(out);
          layout.next(selection, named("a", 1, "x"));
          layout.next(selection, named("a", 2, "x"));
          layout.next(selection, named("a", 3, "x"));
          layout.flush();
        });

    assertEquals("{\"sizeBytes\":1}\n{\"sizeBytes\":3}\n", text);
  }

  @Test
  void another_parser_reads_what_was_written(@TempDir Path directory) throws Exception {
    Path document = directory.resolve("document.json");
    Segment odd = named("a\"\\\u0001\udcff\u2028😀", 1, "");
    Files.writeString(document, list(select(View.JSON, "all"), List.of(odd, UNKNOWN, JOBS)));
    Process python =
        new ProcessBuilder(
                "/usr/bin/env",
                "python3",
                "-c",
                "import json,os,sys; d=json.load(open(sys.argv[1],'rb'));"
                    + "sys.stdout.write(repr([d['objects'][0]['address'].encode('utf-8',"
                    + "'surrogateescape'), d['objects'][1]['sizeBytes']]))",
                document.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(python.getInputStream().readAllBytes());
    int status = python.waitFor();
    assumeTrue(status != 127, "no python3");

    assertEquals(0, status);
    assertEquals(
        "[b'a\"\\\\\\x01\\xff\\xe2\\x80\\xa8\\xf0\\x9f\\x98\\x80', 18446744073709551615]", answer);
  }
}
