/**
 * Whole trainings under bad conditions: killed, on a full disk, for a long time, beside each other,
 * with any number of threads, on extreme numbers. What is tested is what a user runs.
 */
package dev.netc.cli.trust;
