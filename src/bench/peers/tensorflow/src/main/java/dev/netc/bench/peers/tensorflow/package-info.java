/** TensorFlow as a contestant, in a process of its own. */
package dev.netc.bench.peers.tensorflow;
