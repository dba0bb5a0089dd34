package dev.netc.cli.command;

import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Version;
import dev.netc.cli.graph.DrawingFile;
import dev.netc.cli.graph.NetworkDrawing;
import dev.netc.lsp.NetcServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code netc lsp}: the language server of editors. */
@Command(
    name = "lsp",
    header = "Answers an editor by the Language Server Protocol.",
    description = {
      "",
      "Reads from the input and writes to the output until the editor ends it. Diagnostics, "
          + "hovers with shapes, completion, definitions, references, rename, outline, colours, "
          + "shapes behind arrows, formatting."
    },
    footer = {"", "Example:", "  netc lsp    as the command of a language client"})
public final class LspCommand implements Callable<Integer> {
  private final Console console;

  /** Editors say it; there is no other way. */
  @Option(names = "--stdio", hidden = true)
  private boolean stdio;

  public LspCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    NetcServer server =
        new NetcServer(
            console.environment(),
            Version.number(),
            network -> DrawingFile.svg(NetworkDrawing.ofLayers(network)));
    boolean ended = server.serve(console.in(), console.out().stream());
    return ended ? ExitCode.SUCCESS : ExitCode.WRONG;
  }
}
