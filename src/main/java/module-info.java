/**
 * Runs many Left 4 Dead 2 servers on one systemd host, without sudo.
 *
 * <p>Begin with {@link left4me.host.Left4meHost}: its {@linkplain left4me.host.Left4meHost#builder
 * builder} makes the one object that a program needs.
 *
 * <h2>How it works</h2>
 *
 * <p>An <dfn>instance</dfn> is one server, with a tree of its own: read-only layers of content
 * under a writable one, which the kernel's overlayfs stacks. It is made from a {@linkplain
 * left4me.host.Blueprint blueprint}. Its server is {@code left4me-server@NAME.service}; systemd
 * runs it, and before and after it a root helper that mounts and unmounts the tree.
 *
 * <p>This library runs as user {@code left4me} in the caller's process and holds no privilege. What
 * concerns the instance's own files it does itself. What concerns its processes and mounts it asks
 * of systemd over D-Bus, where polkit permits that user a handful of calls on these units alone.
 *
 * <ul>
 *   <li><b>initialize</b> writes the settings, <b>start</b> stages the configuration into the
 *       writable layer and has systemd start the unit, <b>stop</b> has it stopped and returns when
 *       the tree is unmounted, <b>reset</b> and <b>delete</b> remove what there is.
 *   <li>An operation waits for systemd's own word on the job that it made. systemd announces the
 *       end of each job by a signal; where that may have been lost, the unit itself is looked at.
 *   <li>What comes back after a reboot is a mark in the instance's folder, and a unit that starts
 *       the marked ones at boot: whoever may {@code enable} units equals root.
 *   <li>One caller at a time works on an instance, be they threads or processes: a lock in the file
 *       system, which the kernel drops with its holder. A caller that is killed at any point leaves
 *       an instance that can be started, reset or deleted.
 * </ul>
 *
 * <h2>Threads, waits and failures</h2>
 *
 * <p>Every call blocks, suits virtual threads, and ends at an interrupt, whereupon it withdraws its
 * job from systemd. What is asked of systemd has a limit, and so have its jobs and the wait for
 * another caller of the same instance; the wait for a turn, where many servers are started or
 * stopped at once, has the others' limits. {@link left4me.host.LogStream} and {@link
 * left4me.host.StatusWatch} wait for what is to come, as long as it takes. {@link
 * left4me.host.AsyncOperations} has the long operations as futures. One connection to the bus
 * serves all threads, and is made anew after a loss: calls that are in flight then end at once with
 * {@link left4me.host.SystemdUnavailableException}, and the next call connects. All that can go
 * wrong is one of the few kinds of {@link left4me.host.HostException}.
 *
 * @see <a
 *     href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html">
 *     org.freedesktop.systemd1(5)</a>
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">Overlay Filesystem</a>
 */
module left4me.host {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.freedesktop.dbus;
  requires org.snakeyaml.engine.v2;

  // What the web tier calls, and the names of instances that it calls it with.
  exports left4me.host;
  exports left4me.instance;

  // picocli sets the fields of the commands.
  opens left4me.cli to
      info.picocli;
}
