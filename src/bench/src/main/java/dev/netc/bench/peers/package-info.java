/**
 * Other systems on the same work in the same run. {@link dev.netc.bench.peers.PeerBenchmark} starts
 * a process for each contestant, lets them take turns, and writes a table; {@link
 * dev.netc.bench.peers.Contestant} is what each of them runs. Only {@link
 * dev.netc.bench.peers.NetcContestant} knows netc: the others have class paths of their own.
 */
package dev.netc.bench.peers;
