import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { message, page } from '../src/graph/page.js';

const HOSTILE = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="fetch('/from-drawing')">
<script>fetch('/from-drawing')</script><image href="/from-drawing" width="9" height="9"/>
</svg>`;

/** What the page's script is preceded and followed by: the editor's part, and attempts to break out. */
const BEFORE = 'window.acquireVsCodeApi = () => ({ postMessage() {} });';
const AFTER = (data) => `
window.postMessage(${JSON.stringify(data)}, '*');
document.body.append(Object.assign(new Image(), { src: '/from-page' }));
document.body.append(Object.assign(document.createElement('script'), { text: "document.title = 'broken'" }));
fetch('/from-page').catch(() => {});`;

/** The document that Chromium makes of an address, by its DevTools protocol: https://chromedevtools.github.io. */
async function render(url) {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-pipe'];
  const browser = spawn(process.env.CHROMIUM, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map();
  let received = '';
  browser.stdio[4].setEncoding('utf8').on('data', (data) => {
    const messages = (received + data).split('\0');
    received = messages.pop();
    messages.map((text) => JSON.parse(text)).forEach(({ id, result }) => waiting.get(id)?.(result));
  });
  const ask = (method, params, sessionId) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      browser.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  try {
    const { targetId } = await ask('Target.createTarget', { url });
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
    for (let tries = 0; tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const expression = "document.querySelector('img[width]') && document.documentElement.outerHTML";
      const { result } = await ask('Runtime.evaluate', { expression }, sessionId);
      if (result.value) {
        return result.value;
      }
    }
    throw new Error('no drawing is shown');
  } finally {
    browser.kill();
  }
}

/** What a browser makes of the page, and what it asked for meanwhile. */
async function show(drawn) {
  const asked = [];
  const media = (file) => readFileSync(new URL(`../media/${file}`, import.meta.url), 'utf8');
  const server = createServer((request, response) => {
    const source = `http://127.0.0.1:${server.address().port}`;
    const files = {
      '/': ['text/html', page({ source, script: '/graph.js', style: '/graph.css' })],
      '/graph.js': ['text/javascript', `${BEFORE}${media('graph.js')}${AFTER(message(drawn))}`],
      '/graph.css': ['text/css', media('graph.css')],
    };
    asked.push(request.url);
    const [type, text] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': type }).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const html = await render(`http://127.0.0.1:${port}/`);
  server.close();
  server.closeAllConnections();
  return { asked, html };
}

const skip = !process.env.CHROMIUM && 'set CHROMIUM to a browser';

test('Chromium shows the drawing, and keeps to the policy', { skip, timeout: 120_000 }, async () => {
  const { asked, html } = await show({ name: '<b>A', names: ['<b>A', 'B'], svg: HOSTILE });
  assert.match(html, /<img id="drawing" alt="Graph of &lt;b&gt;A" src="data:image\/svg\+xml[^"]*" width="40"/);
  assert.match(html, /<title>Network<\/title>/, 'no script that was written into the page has run');
  assert.deepEqual(asked.filter((url) => url.startsWith('/from-')), []);
});
