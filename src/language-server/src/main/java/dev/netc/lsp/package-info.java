/**
 * A language server: comes in what an editor asks and the texts of its buffers; goes out what the
 * compiler's front end knows of them. Computes no network, and never writes a program.
 */
package dev.netc.lsp;
