package left4me.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The root helper with an ordinary instance: how long it takes, and how much memory. */
final class HelperMeasurement implements Measurement {

  private static final int LAYERS = 5;
  private static final String IMPORTS =
      "import argparse, os, re, shlex, subprocess, sys; from pathlib import Path";
  private static final Path PEAK = Path.of("/run/bench-peak");
  private static final double BYTES_IN_A_KIB = 1024;
  private static final double BYTES_IN_A_MB = 1e6;
  private static final Target TIME = Target.ratio(2.0, 1.2);
  private static final Target MEMORY = Target.amount("MB", 60, 40);

  @Override
  public void run(Scale scale, Results results) throws Exception {
    try (Tree tree = new Tree("bench-helper", LAYERS)) {
      times(tree, scale, results);
      memory(scale, results);
    }
  }

  private static void times(Tree tree, Scale scale, Results results) throws Exception {
    InTurn turns = scale.inTurn();
    Series mount = turns.timed(() -> tree.mount(Program.HELPER));
    Series umount = turns.timed(() -> tree.umount(Program.HELPER));
    Series theirMount = turns.timed(() -> tree.mount(Program.YARDSTICK));
    Series theirUmount = turns.timed(() -> tree.umount(Program.YARDSTICK));
    Series imports = turns.timed(() -> Program.run("/usr/bin/python3", "-c", IMPORTS));
    turns.run(scale.warmUps(5), scale.rounds(60));
    results.add(
        Row.against(
            "helper mount", "the helper mounts 5 layers, whole process", mount, theirMount, TIME));
    results.add(
        Row.against(
            "helper umount", "the helper unmounts them, likewise", umount, theirUmount, TIME));
    results.add(
        Row.alone(
            "python imports",
            "a Python that imports what an ordinary helper does, and ends; the yardstick does not",
            imports,
            null));
  }

  private static void memory(Scale scale, Results results) throws Exception {
    InTurn turns = scale.inTurn();
    Series mount = turns.measured(() -> peak(Program.HELPER, "mount"));
    Series umount = turns.measured(() -> peak(Program.HELPER, "umount"));
    Series theirMount = turns.measured(() -> peak(Program.YARDSTICK, "mount"));
    Series theirUmount = turns.measured(() -> peak(Program.YARDSTICK, "umount"));
    turns.run(1, scale.rounds(10));
    results.add(memory("memory mount", "the most that a mount has in memory", mount, theirMount));
    results.add(
        memory("memory umount", "the most that an unmount has in memory", umount, theirUmount));
  }

  private static Row memory(String name, String what, Series ours, Series yardstick) {
    return new Row(name, what, "MB", ours.samples(), yardstick.samples(), MEMORY);
  }

  /** By GNU time, which has the kernel's own count of a process: {@code getrusage(2)}. */
  private static double peak(String helper, String verb) throws Exception {
    Program.run("time", "--format=%M", "--output=" + PEAK, helper, verb, "bench-helper");
    double kib = Double.parseDouble(Files.readString(PEAK).strip());
    return kib * BYTES_IN_A_KIB / BYTES_IN_A_MB;
  }
}
