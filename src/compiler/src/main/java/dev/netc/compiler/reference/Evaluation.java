package dev.netc.compiler.reference;

/**
 * What an operation may ask while it is evaluated.
 *
 * @param batch the number of samples
 */
public record Evaluation(int batch, RandomSource random) {}
