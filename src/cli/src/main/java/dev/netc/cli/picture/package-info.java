/**
 * Files of pictures, SVG or PNG, and sheets of small pictures with words on them, written as PNG
 * files.
 */
package dev.netc.cli.picture;
