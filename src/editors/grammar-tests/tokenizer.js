// Tokenizes text with the grammar as VS Code does: https://github.com/microsoft/vscode-textmate
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
await oniguruma.loadWASM(readFileSync(wasm).buffer);

const path = root + 'grammar/net.tmLanguage.json';
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => textmate.parseRawGrammar(readFileSync(path, 'utf8'), path),
});
const grammar = await registry.loadGrammar('source.net');

/** The tokens of a text: line (from 1), text, and the innermost scope without `.net`. */
export function tokenize(text) {
  const tokens = [];
  let state = textmate.INITIAL;
  text.split(/\r\n|\r|\n/).forEach((line, number) => {
    const result = grammar.tokenizeLine(line, state);
    for (const token of result.tokens) {
      const word = line.substring(token.startIndex, token.endIndex);
      const scopes = token.scopes.map((scope) => scope.replace(/\.net$/, ''));
      if (word.trim() !== '') {
        tokens.push({ line: number + 1, text: word.trim(), scope: scopes[scopes.length - 1], scopes });
      }
    }
    state = result.ruleStack;
  });
  return tokens;
}
