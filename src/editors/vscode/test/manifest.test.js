import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const { commands, menus, grammars, languages, snippets } = manifest.contributes;
const sources = readdirSync(new URL('../src', import.meta.url), { recursive: true })
  .filter((file) => file.endsWith('.js'))
  .map((file) => read(`src/${file}`))
  .join('\n');

test('every command of the manifest is registered', () => {
  const quoted = [...sources.matchAll(/'netc\.(\w+)'/g)].map((m) => m[1]);
  const listed = ['check', 'train', 'test', 'describe', 'graph'];
  for (const { command } of commands) {
    const name = command.replace('netc.', '');
    assert.ok(quoted.includes(name) || listed.includes(name), command);
  }
  const declared = commands.map((c) => c.command);
  Object.values(menus).flat().forEach((item) => assert.ok(declared.includes(item.command), item.command));
});

test('what can run something is hidden where the workspace is not trusted', () => {
  for (const item of menus.commandPalette.filter((i) => i.command !== 'netc.graph')) {
    assert.match(item.when, /isWorkspaceTrusted/);
  }
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['netc.path']);
});

test('files that are named are there, or are made by the build', () => {
  const named = [manifest.icon, languages[0].configuration, snippets[0].path, languages[0].icon.light];
  named.forEach((path) => assert.ok(existsSync(new URL(`../${path}`, import.meta.url)), path));
  assert.match(read('build.js'), /dist\/net\.tmLanguage\.json/);
  assert.equal(grammars[0].scopeName, JSON.parse(read('../../../grammar/net.tmLanguage.json')).scopeName);
});

test('the version is that of netc', () => {
  const pom = read('../../../pom.xml');
  assert.equal(manifest.version, pom.match(/<version>([^<]+)<\/version>/)[1]);
  assert.match(read('CHANGELOG.md'), new RegExp(`^## ${manifest.version.replaceAll('.', '\\.')}$`, 'm'));
});

test('packages come from the registry of npm alone', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  for (const [name, { resolved }] of Object.entries(packages)) {
    assert.ok(resolved === undefined || resolved.startsWith('https://registry.npmjs.org/'), name);
  }
});

const indentation = JSON.parse(read('language-configuration.json')).indentationRules;
const increases = new RegExp(indentation.increaseIndentPattern, 'u');
const decreases = new RegExp(indentation.decreaseIndentPattern, 'u');

test('lines are indented after an open bracket, and only there', () => {
  for (const line of ['net A {', 'train T(lr = 0.1) {   // why', 'x = dense(', 'data d = table {', 'test "a } b" {']) {
    assert.ok(increases.test(line), line);
  }
  for (const line of ['net A { input x [2]  output x }', '// net A {', 'test "a {"', '}', 'y = relu(x) / 2', 'h = x -> dense(3)']) {
    assert.ok(!increases.test(line), line);
  }
  assert.ok(decreases.test('    }') && !decreases.test('y = [1]'));
});
