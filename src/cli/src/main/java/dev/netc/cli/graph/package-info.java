/**
 * Pictures of networks: a checked network comes in, boxes and arrows are laid out, and an SVG or
 * PNG comes out. Nothing is computed here but for the numbers of {@link dev.netc.cli.graph.Flow}.
 */
package dev.netc.cli.graph;
