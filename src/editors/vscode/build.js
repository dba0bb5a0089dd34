// Makes dist: the extension as one file, the grammar, and the licences of what was bundled.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
mkdirSync(path.join(folder, 'dist'), { recursive: true });

const { metafile } = await build({
  absWorkingDir: folder,
  entryPoints: ['src/extension.js'],
  outfile: 'dist/extension.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  minify: true,
  metafile: true,
});

cpSync(path.join(folder, '../../../grammar/net.tmLanguage.json'), path.join(folder, 'dist/net.tmLanguage.json'));
cpSync(path.join(folder, '../../../LICENSE'), path.join(folder, 'LICENSE'));
writeFileSync(path.join(folder, 'dist/THIRD-PARTY.txt'), licences(Object.keys(metafile.inputs)));

/** The name, version and licence of each package among the bundled files. */
function licences(files) {
  const packages = new Set(files.map((file) => file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean));
  return [...packages].sort().map((name) => {
    const { name: title, version, license } = JSON.parse(readFileSync(path.join(folder, name, 'package.json'), 'utf8'));
    return `${title} ${version}, ${license}\n\n${licenceText(path.join(folder, name))}`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceText(directory) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'License.txt']) {
    try {
      return readFileSync(path.join(directory, file), 'utf8');
    } catch {
      continue; // Packages call it differently.
    }
  }
  throw new Error(`${directory} has no licence`);
}
