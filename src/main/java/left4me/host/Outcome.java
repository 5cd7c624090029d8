package left4me.host;

/** What an operation that succeeded has done. */
public enum Outcome {
  /** What was asked was done. */
  DONE,

  /** It was so already; nothing was changed. */
  ALREADY_SO,

  /** It is written down, and takes effect when the instance is started again. */
  AT_NEXT_START
}
