/** DL4J as a contestant, in a process of its own. */
package dev.netc.bench.peers.dl4j;
