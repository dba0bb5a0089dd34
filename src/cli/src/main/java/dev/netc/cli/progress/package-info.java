/** How long work goes on: bars on terminals, now and then a line elsewhere. */
package dev.netc.cli.progress;
