import * as vscode from 'vscode';

const { Class, Function } = vscode.SymbolKind;

/** What a command can be run on, as the outline calls it; commands on whole files have none. */
const KINDS = { train: [Function], describe: [Class, Function], graph: [Class, Function] };

/**
 * The declaration that a command shall be run on: the only one, the one around the cursor as the first
 * choice, or the one that the user chooses.
 *
 * @returns {Promise<{name?: string} | undefined>} nothing if the user thinks better of it
 */
export async function chooseDeclaration(command, uri) {
  if (KINDS[command] === undefined) {
    return {};
  }
  const symbols = (await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri)) ?? [];
  const fitting = symbols.filter((symbol) => KINDS[command].includes(symbol.kind));
  if (fitting.length < 2) {
    return { name: fitting[0]?.name };
  }
  const editor = vscode.window.activeTextEditor;
  const cursor = editor?.document.uri.toString() === uri.toString() ? editor.selection.active : undefined;
  const around = (symbol) => (cursor !== undefined && symbol.range.contains(cursor) ? 0 : 1);
  const names = [...fitting].sort((a, b) => around(a) - around(b)).map((symbol) => symbol.name);
  const name = await vscode.window.showQuickPick(names, { placeHolder: `netc ${command}` });
  return name === undefined ? undefined : { name };
}
