/**
 * Kernels: computations on fixed views, made once when a net is built and run on every step. {@link
 * dev.netc.runtime.kernel.Kernels} makes them, on oneDNN or portably on OpenBLAS and Java. In:
 * float32 views, row-major, batch first. Out: float32 views. A kernel allocates nothing when it
 * runs, gives the same bits on every run, and knows nothing of graphs, gradients or training.
 */
package dev.netc.runtime.kernel;
