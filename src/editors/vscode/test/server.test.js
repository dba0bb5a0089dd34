import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { message } from '../src/graph/page.js';
import { file } from './programs.js';
import { startSession } from './session.js';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const uri = 'untitled:Untitled-1';
const textDocument = { uri };
const program = `net Größe {
    input x [3]
    output y = x -> dense(4) -> relu
}

train T {
    net       Größe
}
`;

test('the server answers what the extension asks', { timeout: 600_000 }, async (t) => {
  const session = await startSession();

  await t.test('shapes and lenses of a text that is no file', async () => {
    await session.open(uri, program);
    const all = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
    const hints = await session.ask('textDocument/inlayHint', { textDocument, range: all });
    assert.deepEqual(hints.map((h) => h.label), ['[4]', '[4]']);
    const lenses = await session.ask('textDocument/codeLens', { textDocument });
    assert.deepEqual(lenses.map((l) => l.command.arguments), [[uri, 'Größe'], [uri, 'Größe'], [uri, 'T'], [uri, 'T']]);
    const contributed = manifest.contributes.commands.map((c) => c.command);
    lenses.forEach((l) => assert.ok(contributed.includes(l.command.command), l.command.command));
  });

  await t.test('the drawing of a network is an image that a browser takes', async () => {
    const drawn = await session.ask('netc/graph', { textDocument, name: 'Größe' });
    assert.deepEqual([drawn.name, drawn.names, drawn.problem], ['Größe', ['Größe'], undefined]);
    const { image } = message(drawn);
    const svg = Buffer.from(image.split(',')[1], 'base64').toString('utf8');
    const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window;
    assert.equal(document.querySelector('title').textContent, 'Größe');
    assert.equal(document.querySelectorAll('script, foreignObject, image, a').length, 0);
    const texts = [...document.querySelectorAll('text')].map((e) => e.textContent);
    assert.ok(texts.includes('[4]'), texts.join());
  });

  await t.test('without a name the first network is meant; of what cannot be drawn it is said why', async () => {
    assert.equal((await session.ask('netc/graph', { textDocument })).name, 'Größe');
    const missing = await session.ask('netc/graph', { textDocument, name: 'Other' });
    assert.match(missing.problem, /Other cannot be drawn/);
    const closed = await session.ask('netc/graph', { textDocument: { uri: 'untitled:no' } });
    assert.match(closed.problem, /not open/);
  });

  await t.test('a deep network of the standard library is drawn, too', async () => {
    const deep = `import "std/vision.net"
net Deep { input image [3, 32, 32]  output class = image -> ResNet(50, image.shape, classes = 10) }`;
    await session.open('untitled:deep', deep);
    const drawn = await session.ask('netc/graph', { textDocument: { uri: 'untitled:deep' }, name: 'Deep' });
    assert.match(drawn.svg ?? drawn.problem, /^<\?xml/);
  });

  await t.test('an edit is answered by the problems of its version', async () => {
    const contentChanges = [{ text: program.replace('relu', 'rleu') }];
    await session.tell('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges });
    const problems = await session.problems(uri, 2);
    assert.ok(problems.some((p) => /rleu/.test(p.message)), JSON.stringify(problems));
  });

  await t.test('a question that is taken back is not answered', async () => {
    const long = 'untitled:long';
    await session.open(long, program.replaceAll('Größe', 'N0') + Array.from({ length: 400 }, (_, i) =>
      `net N${i + 1} { input x [2]  output y = x -> dense(3) -> relu }`).join('\n'));
    const source = new CancellationTokenSource();
    const place = { textDocument: { uri: long }, position: { line: 0, character: 5 } };
    const answer = session.ask('textDocument/hover', place, source.token);
    source.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    assert.match((await session.ask('textDocument/hover', place)).contents.value, /net N0/);
  });

  await t.test('an example has no problems', async () => {
    const example = new URL(`file://${file('examples/digits.net')}`).toString();
    await session.open(example, readFileSync(file('examples/digits.net'), 'utf8'));
    assert.deepEqual(await session.problems(example, 1), []);
  });

  assert.equal(await session.stop(), 0);
});
