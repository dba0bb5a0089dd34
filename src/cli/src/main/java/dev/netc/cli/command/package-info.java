/** The commands, one class each, and the options that several of them share. */
package dev.netc.cli.command;
