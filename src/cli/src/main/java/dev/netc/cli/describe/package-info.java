/** What a network is made of: layers, parameters, work and memory, known before anything runs. */
package dev.netc.cli.describe;
