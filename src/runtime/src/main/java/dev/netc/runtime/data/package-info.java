/**
 * Data sets: tables of named columns, the readers that make them, the transforms between them, and
 * the loader that gathers batches ahead of a training.
 *
 * <p>In: files, arrays, or the stroke models of {@link dev.netc.runtime.data.digits}. Out: {@link
 * dev.netc.runtime.data.DataSet}s, and {@link dev.netc.runtime.data.Batch}es of float32 values,
 * row-major with the row first. Everything wrong with data is a {@link
 * dev.netc.runtime.data.DataException}. The package never prints, reads no environment variable and
 * no clock; every random choice is a pure function of a seed.
 */
package dev.netc.runtime.data;
