import path from 'node:path';
import * as vscode from 'vscode';
import { argumentsFor } from './commandLines.js';
import { netcOfWorkspace, reportMissing } from './lookup.js';

/**
 * Runs netc in the terminal. There is no shell between: titles and names of a program reach netc as they
 * are, and nothing of them is a command.
 *
 * @param {string} command of netc
 * @param {vscode.Uri} uri of a program; it is saved before
 * @param {string} [name] of one of its declarations
 */
export async function runInTerminal(command, uri, name) {
  if (!vscode.workspace.isTrusted) {
    vscode.window.showWarningMessage('netc runs nothing of a workspace that is not trusted.');
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isUntitled || uri.scheme !== 'file') {
    vscode.window.showWarningMessage(`Save the program as a file first: netc ${command} reads files.`);
    return;
  }
  const netc = netcOfWorkspace();
  if (netc.problem) {
    reportMissing(netc.problem);
    return;
  }
  if (document.isDirty && !(await document.save())) {
    return; // The user does not want to save it.
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const cwd = folder?.uri.fsPath ?? path.dirname(uri.fsPath);
  const given = argumentsFor(command, path.relative(cwd, uri.fsPath) || uri.fsPath, name);
  const task = new vscode.Task(
    { type: 'process' },
    folder ?? vscode.TaskScope.Workspace,
    `netc ${given.join(' ')}`,
    'netc',
    new vscode.ProcessExecution(netc.command, given, { cwd }),
    [],
  );
  task.presentationOptions = { clear: true, panel: vscode.TaskPanelKind.Dedicated };
  return vscode.tasks.executeTask(task);
}
