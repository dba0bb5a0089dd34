import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { root, tokenize } from './tokenizer.js';

const files = readdirSync(root + 'examples', { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.net') && !file.startsWith('errors/'))
  .sort();

test('there are examples', () => assert.ok(files.length > 20));

for (const file of files) {
  test(file, () => {
    const text = readFileSync(root + 'examples/' + file, 'utf8');
    const tokens = tokenize(text);
    for (const token of tokens) {
      assert.ok(token.scopes.length > 1, `no scope: '${token.text}' in line ${token.line}`);
      assert.doesNotMatch(token.scope, /^invalid/, `'${token.text}' in line ${token.line}`);
    }
    text.split('\n').forEach((line, i) => checkLine(line, tokens.filter((t) => t.line === i + 1)));
  });
}

/** What the beginning of a line says of its first words, and its end of a comment. */
function checkLine(line, tokens) {
  const has = (word, scope) =>
    assert.ok(
      tokens.some((t) => t.text === word && t.scope === scope),
      `${word} should be ${scope} in '${line}': ${JSON.stringify(tokens)}`);
  const declared = line.match(/^(net|train|experiment|search) (\p{L}[\p{L}\p{N}_]*)/u);
  const data = line.match(/^data (\p{L}[\p{L}\p{N}_]*) *=/u);
  const setting = line.match(/^ {4}(minimize|optimizer|batch|epochs|steps|seed|sample|validate) +[^=\s]/);
  const statement = line.match(/^ {4}(input|param|output|expect) +[\p{L}\d[(]/u);
  if (declared) {
    has(declared[1], 'keyword.declaration');
    has(declared[2], 'entity.name.class');
  } else if (data) {
    has('data', 'keyword.declaration');
    has(data[1], 'variable.other.definition');
  } else if (/^test "/.test(line)) {
    has('test', 'keyword.declaration');
  } else if (setting) {
    has(setting[1], 'keyword.other.setting');
  } else if (statement) {
    has(statement[1], 'keyword.other.statement');
  }
  const comment = line.match(/(?:^|\s)\/\/(?!\/).*$/);
  if (comment) {
    has(comment[0].trim(), 'comment.line.double-slash');
  }
}
