/** The pages of the reference that {@code netc explain} shows. */
package dev.netc.cli.explain;
