/** What netc tells the user about a place in the source: data first, text only at the edge. */
package dev.netc.compiler.diagnostic;
