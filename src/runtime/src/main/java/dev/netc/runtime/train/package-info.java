/**
 * The training loop: batches in, steps, evaluations, schedules, stop rules, checkpoints and logs.
 *
 * <p>In go a {@link dev.netc.runtime.train.TrainingModel} (what a generated class implements), a
 * data set or none, and {@link dev.netc.runtime.train.TrainingOptions}; out comes a {@link
 * dev.netc.runtime.train.TrainingResult}. A training is a function of its seed and of nothing else:
 * there is no clock here, and a resumed training gives the bits of one that never stopped. Nothing
 * is printed; a {@link dev.netc.runtime.train.TrainingListener} hears what happens.
 */
package dev.netc.runtime.train;
