package dev.netc.cli;

import dev.netc.cli.command.BenchCommand;
import dev.netc.cli.command.CheckCommand;
import dev.netc.cli.command.CompileCommand;
import dev.netc.cli.command.ConvertCommand;
import dev.netc.cli.command.DataCommand;
import dev.netc.cli.command.DataShowCommand;
import dev.netc.cli.command.DescribeCommand;
import dev.netc.cli.command.EvalCommand;
import dev.netc.cli.command.ExplainCommand;
import dev.netc.cli.command.FmtCommand;
import dev.netc.cli.command.GraphCommand;
import dev.netc.cli.command.HelpCommand;
import dev.netc.cli.command.LspCommand;
import dev.netc.cli.command.NewCommand;
import dev.netc.cli.command.OutputFormat;
import dev.netc.cli.command.PredictCommand;
import dev.netc.cli.command.RunCommand;
import dev.netc.cli.command.TestCommand;
import dev.netc.cli.command.TrainCommand;
import dev.netc.cli.command.VersionCommand;
import dev.netc.cli.command.WarmUpCommand;
import dev.netc.runtime.data.download.DownloadableData;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code netc}: finds the command that is meant, and runs it. */
@Command(
    name = "netc",
    header = "A language and compiler for neural networks.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  netc new digits                    a folder with a first program",
      "  netc train digits/digits.net       trains its network",
      "  netc help train                    what a command does, and its options",
      "",
      "Exit codes: 0 success; 1 the program, its data or a test is wrong;",
      "2 the command line is wrong; 3 netc itself failed."
    })
public final class Netc implements Runnable {
  private static final int WIDEST_HELP = 100;
  private static final String DATA = "data";
  private static final String HELP = "help";

  /** The subcommands in the order in which help lists them. */
  private static final Map<String, Function<Console, Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("new", NewCommand::new);
    COMMANDS.put("check", CheckCommand::new);
    COMMANDS.put("fmt", FmtCommand::new);
    COMMANDS.put("describe", DescribeCommand::new);
    COMMANDS.put("graph", GraphCommand::new);
    COMMANDS.put("train", TrainCommand::new);
    COMMANDS.put("eval", EvalCommand::new);
    COMMANDS.put("predict", PredictCommand::new);
    COMMANDS.put("run", RunCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("compile", CompileCommand::new);
    COMMANDS.put("test", TestCommand::new);
    COMMANDS.put("convert", ConvertCommand::new);
    COMMANDS.put("explain", ExplainCommand::new);
    COMMANDS.put("lsp", LspCommand::new);
    COMMANDS.put(DATA, console -> new DataCommand(console, DownloadableData.ALL));
    COMMANDS.put("version", VersionCommand::new);
    COMMANDS.put(HELP, console -> new HelpCommand());
    COMMANDS.put("warm-up", console -> new WarmUpCommand());
  }

  /** Those of them that begin by reading a program. */
  private static final Set<String> READING =
      Set.of(
          "check",
          "fmt",
          "describe",
          "graph",
          "train",
          "eval",
          "predict",
          "run",
          "bench",
          "compile",
          "test");

  private final Console console;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Netc(Console console) {
    this.console = console;
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = CommandLine.ScopeType.INHERIT,
      description = "auto, always or never; auto colours on terminals unless NO_COLOR is set.")
  private void setColor(ColorMode mode) {
    console.color(mode);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Shows the version.")
  private boolean version;

  @Override
  public void run() {
    if (version) {
      console.out().line("netc " + Version.number());
      return;
    }
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /**
   * Runs the command that the arguments say, to its end.
   *
   * @return the exit code, one of {@link ExitCode}
   */
  public static int run(Console console, String... arguments) {
    try {
      return commandLine(console, meant(arguments)).execute(arguments);
    } catch (RuntimeException | Error e) {
      return Failures.show(console, List.of(arguments), e);
    }
  }

  /**
   * The subcommand that the first argument names; all of them where help or a mistake needs them.
   */
  private static Set<String> meant(String... arguments) {
    boolean isNamed =
        arguments.length > 0 && COMMANDS.containsKey(arguments[0]) && !arguments[0].equals(HELP);
    return isNamed ? Set.of(arguments[0]) : COMMANDS.keySet();
  }

  /** Whether the command of this name begins by reading a program. */
  static boolean readsProgram(String command) {
    return READING.contains(command);
  }

  /** The command with all its subcommands. */
  static CommandLine commandLine(Console console) {
    return commandLine(console, COMMANDS.keySet());
  }

  /** The command with some of its subcommands: each takes milliseconds to be looked through. */
  private static CommandLine commandLine(Console console, Set<String> names) {
    CommandLine netc = new CommandLine(new Netc(console));
    COMMANDS.forEach(
        (name, command) -> {
          if (names.contains(name)) {
            netc.addSubcommand(name, command.apply(console));
          }
        });
    if (names.contains(DATA)) {
      netc.getSubcommands().get(DATA).addSubcommand("show", new DataShowCommand(console));
    }
    netc.registerConverter(ColorMode.class, new Choice<>(ColorMode.values()))
        .registerConverter(CompileCommand.Stage.class, new Choice<>(CompileCommand.Stage.values()))
        .registerConverter(
            PredictCommand.Format.class, new Choice<>(PredictCommand.Format.values()))
        .registerConverter(OutputFormat.class, new Choice<>(OutputFormat.values()))
        .setUsageHelpWidth(Math.max(60, Math.min(console.width(), WIDEST_HELP)))
        .setOut(new PrintWriter(console.out().stream(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err().stream(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.out().isColoured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((e, args) -> Failures.showUsage(console, e))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> Failures.show(console, parsed.originalArgs(), e));
    return netc;
  }
}
