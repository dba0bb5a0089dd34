/** How results and messages look: coloured text for people, JSON for programs. */
package dev.netc.cli.report;
