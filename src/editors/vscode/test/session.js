import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { netc } from './programs.js';

/** The language server as the extension starts it, spoken to over its pipes. */
export async function startSession() {
  const server = spawn(netc, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const published = new Map();
  const waiting = new Set();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    published.set(params.uri, params);
    waiting.forEach((look) => look());
  });
  connection.listen();
  const { capabilities } = await connection.sendRequest('initialize', {
    processId: process.pid, rootUri: null, capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  return {
    capabilities,
    ask: (method, ...rest) => connection.sendRequest(method, ...rest),
    tell: (method, params) => connection.sendNotification(method, params),
    open(uri, text) {
      const textDocument = { uri, languageId: 'net', version: 1, text };
      return connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    /** The problems of a version of a document, once they are there. */
    problems(uri, version) {
      return new Promise((resolve) => {
        const look = () => {
          if (published.get(uri)?.version === version) {
            waiting.delete(look);
            resolve(published.get(uri).diagnostics);
          }
        };
        waiting.add(look);
        look();
      });
    },
    async stop() {
      await connection.sendRequest('shutdown');
      const ended = once(server, 'exit');
      await connection.sendNotification('exit');
      const [code] = await ended;
      return code;
    },
  };
}
