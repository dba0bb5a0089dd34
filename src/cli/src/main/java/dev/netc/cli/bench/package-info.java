/**
 * {@code netc bench}: in goes a net or training, out come its speed, its memory and the time of
 * each of its kernels, beside what the machine reaches in the same run.
 */
package dev.netc.cli.bench;
