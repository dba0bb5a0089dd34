/**
 * Java source to classes, in memory, by the compiler of the JDK that runs netc. No file is written.
 */
package dev.netc.compiler.javac;
