package left4me.bench;

/** Something to be measured, which leads to one row or several, and perhaps a curve. */
interface Measurement {

  /** Measures it on the booted host, and leaves nothing there. */
  void run(Scale scale, Results results) throws Exception;
}
