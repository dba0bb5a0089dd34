/**
 * Names, arguments, types, shapes and ranges: everything is checked here, before anything runs.
 *
 * <p>In come syntax trees; out come networks, data sets, trainings and tests with every name and
 * shape resolved, and all diagnostics of the program. Nothing here reads a file or throws on a
 * wrong program.
 */
package dev.netc.compiler.check;
