import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { netc } from './programs.js';

const snippets = JSON.parse(readFileSync(new URL('../snippets/net.json', import.meta.url), 'utf8'));

/** What is written around a snippet, where it is no program by itself. */
const AROUND = {
  train: (text) => `data digits = digits()
net Name { input image [784]  output class = image -> dense(10) -> softmax }
${text}`,
  'expect within': (text) => `test "t" { ${text} }`,
  block: (text) => `net N { input x [2]  output y = x -> ${text} }`,
};

/** Files that snippets name. */
const FILES = { 'rows.csv': 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,1,x\n' };

/** The text of a snippet with its defaults, as VS Code inserts it; of choices, the first one. */
export function expand(body) {
  return [body].flat().join('\n')
    .replace(/\$\{\d+\|((?:[^|,\\]|\\.)*)(?:,(?:[^|\\]|\\.)*)?\|\}/g, (_, first) => first.replace(/\\(.)/g, '$1'))
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, (_, value) => value.replace(/\\(.)/g, '$1'))
    .replace(/\$\{?\d+\}?/g, '');
}

const folder = mkdtempSync(path.join(tmpdir(), 'snippets-'));
let problems;

before(() => {
  Object.entries(FILES).forEach(([name, text]) => writeFileSync(path.join(folder, name), text));
  Object.entries(snippets).forEach(([name, { body }]) =>
    writeFileSync(path.join(folder, `${name}.net`), (AROUND[name] ?? String)(expand(body)) + '\n'));
  const run = spawnSync(netc, ['check', '--format', 'json', folder], { encoding: 'utf8' });
  assert.equal(run.error, undefined);
  assert.match(run.stdout, /^\[/, run.stderr);
  problems = JSON.parse(run.stdout);
});
after(() => rmSync(folder, { recursive: true }));

test('choices and defaults are expanded', () => {
  assert.equal(expand(['a ${1|x\\, y,z|}', '${2:b} ${2:b}$0']), 'a x, y\nb b');
});

for (const [name, { prefix, description, body }] of Object.entries(snippets)) {
  test(`${prefix} is right, as it is inserted`, () => {
    assert.ok(description.length > 0);
    const own = problems.filter((p) => p.file.endsWith(`${path.sep}${name}.net`) && p.code !== 'unused-value');
    assert.deepEqual(own.map((p) => p.message), [], expand(body));
  });
}
