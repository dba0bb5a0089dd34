/**
 * Charts of positive quantities on logarithmic axes: points come in, an SVG or PNG comes out.
 * Nothing is measured or fitted here.
 */
package dev.netc.cli.chart;
