import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { message, page } from '../src/graph/page.js';

const HOSTILE = '"><script>evil()</script><img src=x onerror=evil()>';

/** The view with its script, as a browser builds it; what it tells the extension is in `told`. */
function open() {
  const told = [];
  const dom = new JSDOM(page({ source: 'https://host', script: 'graph.js', style: 'graph.css' }), {
    runScripts: 'outside-only',
  });
  dom.window.acquireVsCodeApi = () => ({ postMessage: (data) => told.push(structuredClone(data)) });
  dom.window.eval(readFileSync(new URL('../media/graph.js', import.meta.url), 'utf8'));
  const send = (drawn) =>
    dom.window.dispatchEvent(new dom.window.MessageEvent('message', { data: message(drawn) }));
  return { told, send, document: dom.window.document, window: dom.window };
}

test('the policy lets in nothing but images that are handed over, and the own script and style', () => {
  const { document } = open();
  const policy = document.querySelector('meta[http-equiv]').content;
  assert.equal(policy, "default-src 'none'; img-src data:; script-src https://host; style-src https://host");
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(document.querySelectorAll('script').length, 1);
});

test('the page asks for a drawing, and shows it as an image', () => {
  const { told, send, document } = open();
  assert.deepEqual(told, [{ ready: true }]);
  send({ name: 'Böß', names: ['Böß', 'Other'], svg: '<svg>ü</svg>' });
  const image = document.getElementById('drawing');
  assert.equal(Buffer.from(image.src.split(',')[1], 'base64').toString(), '<svg>ü</svg>');
  assert.equal(image.alt, 'Graph of Böß');
  assert.deepEqual([...document.querySelectorAll('option')].map((o) => o.text), ['Böß', 'Other']);
});

test('another network can be chosen', () => {
  const { told, send, document, window } = open();
  send({ name: 'A', names: ['A', 'B'], svg: '<svg/>' });
  const names = document.getElementById('names');
  assert.equal(names.value, 'A');
  names.value = 'B';
  names.dispatchEvent(new window.Event('change'));
  assert.deepEqual(told.at(-1), { name: 'B' });
});

test('a broken program leaves the last drawing of the same network, paler', () => {
  const { send, document } = open();
  const image = document.getElementById('drawing');
  send({ name: 'A', names: ['A'], svg: '<svg/>' });
  send({ name: 'A', names: [], problem: 'A has an error.' });
  assert.ok(image.classList.contains('stale') && image.hasAttribute('src'));
  assert.equal(document.getElementById('problem').textContent, 'A has an error.');
  send({ name: 'B', names: [], problem: 'no B' });
  assert.ok(!image.hasAttribute('src'));
});

test('nothing of a program becomes a part of the page', () => {
  const { send, document } = open();
  const parts = document.querySelectorAll('*').length;
  send({ name: HOSTILE, names: [HOSTILE], svg: `<svg>${HOSTILE}</svg>` });
  send({ name: HOSTILE, names: [HOSTILE], problem: HOSTILE });
  assert.equal(document.querySelectorAll('*').length, parts + 1, 'one option more');
  assert.equal(document.querySelectorAll('script').length, 1);
  assert.equal(document.getElementById('problem').textContent, HOSTILE);
});
