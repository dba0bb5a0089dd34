/**
 * Counter-based random numbers: a number is a pure function of seed, stream, step and index, so
 * neither threads nor the order of layers change it. In: those four. Out: numbers, permutations and
 * the first values of parameters. Nothing here keeps a hidden state.
 */
package dev.netc.runtime.random;
