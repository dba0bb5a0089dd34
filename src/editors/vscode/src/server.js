import * as vscode from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';
import { netcOfWorkspace, reportMissing } from './lookup.js';

/** The language server of the workspace: started when it can be, and again when its place changes. */
export class Server {
  #client;
  #output = vscode.window.createOutputChannel('netc', { log: true });
  #files = vscode.workspace.createFileSystemWatcher('**/*.{net,csv,npz}');

  /** One step after the other: a restart waits for the start before it. */
  #steps = Promise.resolve();

  restart() {
    this.#steps = this.#steps.then(() => this.#stop()).then(() => this.#start());
    return this.#steps;
  }

  async #start() {
    const netc = netcOfWorkspace();
    if (netc.problem) {
      reportMissing(netc.problem); // Not awaited: it stays until it is answered.
      return;
    }
    this.#output.info(`starting ${netc.command} lsp`);
    const run = { command: netc.command, args: ['lsp'] };
    this.#client = new LanguageClient('netc', 'netc', run, {
      documentSelector: [
        { language: 'net', scheme: 'file' },
        { language: 'net', scheme: 'untitled' },
      ],
      outputChannel: this.#output,
      synchronize: { fileEvents: this.#files },
    });
    try {
      await this.#client.start();
    } catch (error) {
      this.#output.error(error);
      this.#reportFailure(netc.command);
    }
  }

  /** Not awaited: the message stays until it is answered. */
  async #reportFailure(command) {
    const show = 'Show Output';
    const chosen = await vscode.window.showErrorMessage(`${command} lsp does not start.`, show);
    if (chosen === show) {
      this.#output.show();
    }
  }

  async #stop() {
    const client = this.#client;
    this.#client = undefined;
    if (client?.state === State.Running) {
      await client.stop();
    }
  }

  /**
   * Asks for the drawing of a network of a document, saved or not.
   *
   * @returns {Promise<{name: string, names: string[], svg?: string, problem?: string}>}
   */
  async graph(uri, name) {
    if (this.#client?.state !== State.Running) {
      return { name: name ?? '', names: [], problem: 'The language server is not running.' };
    }
    return this.#client.sendRequest('netc/graph', { textDocument: { uri }, name });
  }

  async dispose() {
    await this.#steps;
    await this.#stop();
    this.#files.dispose();
    this.#output.dispose();
  }
}
