import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws what a terminal of 80 columns shows: standard input is its bytes, with the colours that
 * {@code ipc.render.Palette} uses; standard output is a picture (SVG) for light and for dark pages.
 *
 * <p>Each line is a {@code text} with its words as they are, so that a test can read them back, and
 * as wide as so many columns are whatever font there is.
 */
final class Picture {
  private static final int COLUMNS = 80;
  private static final double COLUMN = 8.4;
  private static final int LINE = 18;
  private static final int MARGIN = 16;

  /** A change of colour (ECMA-48, SGR); nothing else of a terminal's language is expected. */
  private static final Pattern COLOUR = Pattern.compile("\033\\[([0-9;]*)m");

  private static final String STYLE =
      """
      <style>
      rect { fill: #f6f8fa; stroke: #d0d7de }
      text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328 }
      .c1 { font-weight: bold } .c31 { fill: #b3261e } .c32 { fill: #116329 }
      .c33 { fill: #7d4e00 } .c36 { fill: #1b5e85 }
      @media (prefers-color-scheme: dark) {
        rect { fill: #161b22; stroke: #30363d }
        text { fill: #e6edf3 }
        .c31 { fill: #ff8178 } .c32 { fill: #7ee787 } .c33 { fill: #e3b341 } .c36 { fill: #79c0ff }
      }
      </style>
      """;

  /**
   * Some text in one colour.
   *
   * @param classes the numbers that are in force, as classes of the style
   */
  private record Piece(String classes, String text) {}

  private Picture() {}

  public static void main(String[] args) throws IOException {
    String shown = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    var lines = new ArrayList<List<Piece>>();
    for (String line : shown.replace("\r", "").stripTrailing().split("\n")) {
      lines.addAll(wrapped(pieces(line)));
    }
    System.out.write(draw(lines).getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static List<Piece> pieces(String line) {
    var pieces = new ArrayList<Piece>();
    String classes = "";
    int done = 0;
    Matcher colour = COLOUR.matcher(line);
    while (colour.find()) {
      add(pieces, classes, line.substring(done, colour.start()));
      boolean isReset = colour.group(1).isEmpty() || colour.group(1).equals("0");
      classes = isReset ? "" : "c" + colour.group(1).replace(";", " c");
      done = colour.end();
    }
    add(pieces, classes, line.substring(done));
    return pieces;
  }

  private static void add(List<Piece> pieces, String classes, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(classes, text));
    }
  }

  /** A line that is too long goes on in the next, as it does on the terminal. */
  private static List<List<Piece>> wrapped(List<Piece> line) {
    var rows = new ArrayList<List<Piece>>();
    var row = new ArrayList<Piece>();
    int room = COLUMNS;
    for (Piece piece : line) {
      String rest = piece.text();
      while (rest.length() > room) {
        add(row, piece.classes(), rest.substring(0, room));
        rest = rest.substring(room);
        rows.add(row);
        row = new ArrayList<>();
        room = COLUMNS;
      }
      add(row, piece.classes(), rest);
      room -= rest.length();
    }
    rows.add(row);
    return rows;
  }

  private static String draw(List<List<Piece>> lines) {
    int width = (int) (COLUMNS * COLUMN) + 2 * MARGIN;
    int height = lines.size() * LINE + 2 * MARGIN;
    var svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height);
    svg.append("\" viewBox=\"0 0 " + width + " " + height + "\" xml:space=\"preserve\">\n" + STYLE);
    svg.append("<rect x=\"0.5\" y=\"0.5\" width=\"" + (width - 1) + "\" height=\"" + (height - 1));
    svg.append("\" rx=\"8\"/>\n");
    int y = MARGIN + LINE - 5;
    for (List<Piece> line : lines) {
      draw(svg, line, y);
      y += LINE;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, List<Piece> line, int y) {
    int columns = line.stream().mapToInt(piece -> piece.text().length()).sum();
    svg.append("<text x=\"" + MARGIN + "\" y=\"" + y + "\"");
    if (columns > 0) {
      svg.append(" textLength=\"" + Math.round(columns * COLUMN * 10) / 10.0 + "\"");
    }
    svg.append('>');
    for (Piece piece : line) {
      String text = piece.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      // Spaces at either end of a text are lost in some viewers; these are as wide.
      text = text.replace(' ', '\u00a0');
      svg.append(
          piece.classes().isEmpty()
              ? text
              : "<tspan class=\"" + piece.classes() + "\">" + text + "</tspan>");
    }
    svg.append("</text>\n");
  }
}
