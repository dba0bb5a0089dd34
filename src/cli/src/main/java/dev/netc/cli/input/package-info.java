/** What a command is given: program files, and values for inputs. */
package dev.netc.cli.input;
