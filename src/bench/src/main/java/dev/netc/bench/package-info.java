/**
 * Measures compiled nets: {@link dev.netc.bench.StepBenchmark}, {@link
 * dev.netc.bench.InferenceBenchmark} and {@link dev.netc.bench.KernelBenchmark} under JMH, {@link
 * dev.netc.bench.StepProfile} kernel by kernel, {@link dev.netc.bench.TrainingLoop} from data set
 * to trained net. In: the programs among the resources. Out: times, and their ratio to the matrix
 * products that a step must contain.
 */
package dev.netc.bench;
