/**
 * Downloads the well-known data sets into the user's cache.
 *
 * <p>In: a {@link dev.netc.runtime.data.download.DownloadableData} and a folder. Out: the files
 * that the readers of {@link dev.netc.runtime.data} take, each complete and with the right
 * checksum, or a {@link dev.netc.runtime.data.DataException}. It never prints: a {@link
 * dev.netc.runtime.data.download.Progress} listens.
 */
package dev.netc.runtime.data.download;
