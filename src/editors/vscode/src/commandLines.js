/**
 * The arguments of netc for a command on a file.
 *
 * @param {'check' | 'train' | 'test' | 'describe'} command
 * @param {string} file
 * @param {string} [name] of a net or train, or the title of a test; the whole file without
 * @returns {string[]}
 */
export function argumentsFor(command, file, name) {
  if (name === undefined || command === 'check') {
    return [command, file];
  } else if (command === 'test') {
    return [command, file, `--filter=${name}`];
  }
  return [command, file, name];
}
