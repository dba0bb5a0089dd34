/**
 * The {@code netc} command: the only place with a console, exit codes and a clock.
 *
 * <p>In: arguments, files, signals. Out: text on the console, files, an exit code. What a command
 * computes, the compiler and the runtime compute; here it is only asked for and shown.
 */
package dev.netc.cli;
