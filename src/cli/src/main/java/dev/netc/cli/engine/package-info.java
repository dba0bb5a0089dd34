/**
 * Where the compiler and the runtime meet: programs are loaded with the files they name, data sets
 * are read, nets compiled and run, tests run on both executions.
 */
package dev.netc.cli.engine;
