import * as vscode from 'vscode';
import { chooseDeclaration } from './choice.js';
import { GraphPanel } from './graph/panel.js';
import { Server } from './server.js';
import { runInTerminal } from './tasks.js';

/** @param {vscode.ExtensionContext} context */
export async function activate(context) {
  const server = new Server();
  const graphs = new GraphPanel(context.extensionUri, (uri, name) => server.graph(uri, name));
  context.subscriptions.push(server, graphs);
  for (const command of ['check', 'train', 'test', 'describe']) {
    register(context, command, (uri, name) => runInTerminal(command, uri, name));
  }
  register(context, 'graph', (uri, name) => graphs.show(uri, name));
  context.subscriptions.push(
    vscode.commands.registerCommand('netc.restart', () => server.restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('netc.path')) {
        server.restart();
      }
    }),
  );
  await server.restart();
}

/** A command of the palette, where the open program is meant, and of the lenses, which say what they mean. */
function register(context, command, run) {
  const handler = async (uri, name) => {
    if (typeof uri === 'string' && typeof name === 'string') {
      return run(vscode.Uri.parse(uri), name);
    }
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'net') {
      vscode.window.showInformationMessage(`netc ${command} is for the program in the editor: open one.`);
      return;
    }
    const chosen = await chooseDeclaration(command, document.uri);
    return chosen && run(document.uri, chosen.name);
  };
  context.subscriptions.push(vscode.commands.registerCommand(`netc.${command}`, handler));
}
