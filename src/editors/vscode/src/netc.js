import path from 'node:path';

/**
 * Finds the netc command: what the setting says, else `netc` of a workspace folder, else that of the
 * PATH. A relative entry of the PATH counts for nothing: it would mean a file of the folder that
 * happens to be open.
 *
 * @param {object} where
 * @param {string} where.configured the setting `netc.path`; `~` is the home folder, and a relative path
 *     starts at the first workspace folder
 * @param {string[]} where.folders those of the workspace, if it is trusted; none otherwise
 * @param {string} where.path the variable PATH
 * @param {string} where.home
 * @param {(file: string) => boolean} where.isExecutable
 * @returns {{command: string} | {problem: string}}
 */
export function findNetc({ configured, folders, path: variable, home, isExecutable }) {
  if (configured.trim() !== '') {
    const expanded = configured.trim().replace(/^~(?=\/|$)/, home);
    const file = path.resolve(folders[0] ?? home, expanded);
    return isExecutable(file)
      ? { command: file }
      : { problem: `The setting netc.path names ${file}, which is no program.` };
  }
  const onPath = variable.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of [...folders, ...onPath]) {
    const file = path.join(folder, 'netc');
    if (isExecutable(file)) {
      return { command: file };
    }
  }
  const beside = folders.length === 0 ? '' : 'There is no ./netc in the workspace and ';
  return { problem: `netc was not found. ${beside}${beside === '' ? 'N' : 'n'}o netc is on the PATH.` };
}
