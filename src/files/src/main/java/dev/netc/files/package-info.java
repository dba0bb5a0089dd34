/**
 * Programs and their data as files: what the command line, builds and editors read before the
 * compiler, which is pure, can check a program.
 *
 * <p>In: paths. Out: {@link dev.netc.compiler.source.Source}s, and what the compiler asks for
 * through {@link dev.netc.compiler.check.Imports} and {@link dev.netc.compiler.check.Schemas}. The
 * package never prints, and loads nothing of ND4J: a build without it on its class path can use it.
 */
package dev.netc.files;
