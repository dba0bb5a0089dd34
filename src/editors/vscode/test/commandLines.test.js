import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argumentsFor } from '../src/commandLines.js';

test('a declaration is named as netc wants it', () => {
  assert.deepEqual(argumentsFor('train', 'a.net', 'Digits'), ['train', 'a.net', 'Digits']);
  assert.deepEqual(argumentsFor('describe', 'a.net', 'Reader'), ['describe', 'a.net', 'Reader']);
  assert.deepEqual(argumentsFor('train', 'a.net'), ['train', 'a.net']);
  assert.deepEqual(argumentsFor('check', 'a.net', 'Reader'), ['check', 'a.net']);
});

test('the title of a test is one argument and no option, whatever it is', () => {
  const title = '--help; rm -rf "$HOME"';
  assert.deepEqual(argumentsFor('test', 'a.net', title), ['test', 'a.net', `--filter=${title}`]);
});
