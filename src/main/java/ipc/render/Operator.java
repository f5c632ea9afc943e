package ipc.render;

import ipc.model.ValueException;

/** How {@code --where} compares a column with a value. */
enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  FINDS("~");

  private static final String[] ACCEPTED = {"=", "!=", "<", "<=", ">", ">=", "~"};

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /**
   * Finds the operator that is written so.
   *
   * @throws ValueException if none is
   */
  static Operator parse(String sign) {
    for (Operator operator : values()) {
      if (operator.sign.equals(sign)) {
        return operator;
      }
    }
    throw new ValueException("operator", sign, "there is no such comparison", ACCEPTED);
  }

  /** Whether a character can be part of an operator. */
  static boolean isPart(char c) {
    return c == '=' || c == '!' || c == '<' || c == '>' || c == '~';
  }

  /** Whether it asks which of two values comes first. */
  boolean ordersValues() {
    return switch (this) {
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
      case EQUAL, NOT_EQUAL, FINDS -> false;
    };
  }

  /**
   * Whether it holds between two values.
   *
   * @param order of the column's value to the one it is compared with: negative, zero, positive
   */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case FINDS -> throw new IllegalStateException("~ does not order values");
    };
  }

  @Override
  public String toString() {
    return sign;
  }
}
