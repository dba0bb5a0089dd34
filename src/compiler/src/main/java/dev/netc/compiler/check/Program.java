package dev.netc.compiler.check;

import dev.netc.compiler.network.Network;
import java.util.List;
import java.util.Map;

/**
 * A checked program: what its files declare, resolved, as far as its errors allow.
 *
 * @param networks nets that can stand alone: their inputs have shapes, their parameters defaults
 * @param trains trainings with their default arguments
 */
public record Program(
    Map<String, Network> networks,
    Map<String, DataSpec> data,
    Map<String, TrainSpec> trains,
    List<TestSpec> tests) {}
