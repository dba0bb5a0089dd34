package dev.netc.runtime.net;

/**
 * The longest that the incoming weights of each unit of a parameter may be. The weights of unit u
 * are the elements [o, u, i] of the parameter, taken as [outer, units, inner]; one of outer and
 * inner is 1.
 *
 * @param limit the largest Euclidean norm
 */
public record MaxNormSpec(String parameter, double limit, int outer, int units, int inner) {}
