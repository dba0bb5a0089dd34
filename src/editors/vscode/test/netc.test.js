import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNetc } from '../src/netc.js';

/** Looks for netc where only some files are programs. */
function find(files, { configured = '', folders = ['/project'], path = '/usr/bin:/opt/netc' } = {}) {
  return findNetc({ configured, folders, path, home: '/home/ada', isExecutable: (file) => files.includes(file) });
}

test('that of the workspace comes before that of the PATH', () => {
  assert.deepEqual(find(['/project/netc', '/opt/netc/netc']), { command: '/project/netc' });
  assert.deepEqual(find(['/opt/netc/netc']), { command: '/opt/netc/netc' });
  assert.deepEqual(find(['/b/netc'], { folders: ['/a', '/b'] }), { command: '/b/netc' });
});

test('the setting decides, right or wrong', () => {
  assert.deepEqual(find(['/x/netc', '/project/netc'], { configured: '/x/netc' }), { command: '/x/netc' });
  assert.deepEqual(find(['/home/ada/n/netc'], { configured: '~/n/netc' }), { command: '/home/ada/n/netc' });
  assert.deepEqual(find(['/project/tools/netc'], { configured: 'tools/netc' }), { command: '/project/tools/netc' });
  assert.match(find(['/project/netc'], { configured: '/x/netc' }).problem, /netc\.path names \/x\/netc/);
});

test('no workspace that is trusted, no program of it', () => {
  assert.match(find(['/project/netc'], { folders: [] }).problem, /No netc is on the PATH/);
  assert.match(find([]).problem, /no \.\/netc in the workspace and no netc is on the PATH/);
});

test('relative folders of the PATH do not count', () => {
  assert.ok(find(['netc', './netc', 'bin/netc'], { folders: [], path: '.:bin:' }).problem);
});
