package ipc.shell.language;

/** What a word is, and how one is written. */
public final class Words {
  private Words() {}

  /** Whether a variable can have that name. */
  public static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!WordReader.isNamePart(text.charAt(i), i == 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** A text as a word that stands for it, quoted where it needs to be. */
  public static String quoted(String text) {
    if (!text.isEmpty() && text.chars().allMatch(Words::isPlain)) {
      return text;
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || "@%_+:,./-=".indexOf(character) >= 0
        || character >= 0x80;
  }
}
