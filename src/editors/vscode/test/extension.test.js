import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { Editor } from './editor.js';
import { netc } from './programs.js';

const bundle = fileURLToPath(new URL('../dist/extension.cjs', import.meta.url));
const program = 'net Reader { input x [3]  output y = x -> dense(4) }\n';

test('the extension as it is packaged', { timeout: 600_000, skip: !existsSync(bundle) && 'run ./package before' }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  const uri = new URL(`file://${folder}/a.net`).toString();
  const editor = new Editor(folder);
  t.after(() => rmSync(folder, { recursive: true }));

  await t.test('without netc it says so, and what can be done', async () => {
    editor.settings.path = path.join(folder, 'nothing');
    await editor.activate(bundle);
    const [[kind, text]] = editor.messages;
    assert.equal(kind, 'error');
    assert.match(text, /netc\.path names .*nothing/);
    const problem = await new Promise((resolve) => {
      editor.open(uri, program);
      editor.execute('netc.graph', uri, 'Reader').then(() => resolve(editor.panels[0].sent.at(-1).problem));
    });
    assert.match(problem, /not running/);
  });

  await t.test('it starts when the setting is right, and shows problems of edits', async () => {
    editor.settings.path = netc;
    editor.configured.fire({ affectsConfiguration: (name) => name === 'netc.path' });
    await editor.until(() => editor.problems.has(uri));
    assert.deepEqual(editor.problems.get(uri), []);
    const [document] = editor.documents;
    editor.edit(document, program.replace('dense', 'desne'));
    await editor.until(() => editor.problems.get(uri)?.length === 1);
    editor.edit(document, program);
    await editor.until(() => editor.problems.get(uri)?.length === 0);
  });

  await t.test('the graph follows the text, saved or not', async () => {
    const [panel] = editor.panels;
    await editor.execute('netc.graph', uri, 'Reader');
    assert.equal(panel.title, 'Reader');
    assert.match(panel.webview.html, /default-src &#39;none&#39;/);
    const first = panel.sent.at(-1);
    assert.match(first.image, /^data:image\/svg\+xml;base64,/);
    editor.edit(editor.documents[0], program.replace('dense(4)', 'dense(5) -> relu'));
    await editor.until(() => panel.sent.at(-1) !== first && panel.sent.at(-1).image !== first.image);
    assert.match(Buffer.from(panel.sent.at(-1).image.split(',')[1], 'base64').toString(), /relu/);
  });

  await t.test('shapes are offered behind arrows', async () => {
    const provider = editor.providers.get('registerInlayHintsProvider');
    const { Range, Position, CancellationTokenSource } = editor.api;
    const all = new Range(new Position(0, 0), new Position(9, 0));
    const hints = await provider.provideInlayHints(editor.documents[0], all, new CancellationTokenSource().token);
    assert.equal(hints.length, 2);
  });

  await t.test('a command of a lens runs netc without a shell, after saving', async () => {
    await editor.execute('netc.test', uri, '"; rm -rf ~');
    const [task] = editor.tasks;
    assert.equal(task.execution.process, netc);
    assert.deepEqual(task.execution.args, ['test', 'a.net', '--filter="; rm -rf ~']);
    assert.equal(task.execution.options.cwd, folder);
    assert.equal(editor.documents[0].saved, 1);
  });

  await t.test('what is no file cannot be run, and a workspace without trust runs nothing', async () => {
    editor.open('untitled:Untitled-1', program);
    await editor.execute('netc.check');
    assert.match(editor.messages.at(-1)[1], /Save the program as a file first/);
    editor.api.workspace.isTrusted = false;
    await editor.execute('netc.train', uri, 'T');
    assert.match(editor.messages.at(-1)[1], /not trusted/);
    assert.equal(editor.tasks.length, 1);
  });

  await editor.deactivate();
});
