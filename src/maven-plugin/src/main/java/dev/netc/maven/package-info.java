/**
 * The Maven plugin: {@code .net} files of a project to Java sources, before javac.
 *
 * <p>In: a project's source folder and configuration. Out: Java sources, messages as Maven shows
 * those of a compiler, and a record of what was made of what, by which the next build knows what is
 * up to date. Nothing here computes: ND4J is not on the plugin's class path.
 */
package dev.netc.maven;
