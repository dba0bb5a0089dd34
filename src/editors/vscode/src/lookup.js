import { accessSync, constants, statSync } from 'node:fs';
import os from 'node:os';
import * as vscode from 'vscode';
import { findNetc } from './netc.js';

/** The netc command for this workspace, or why there is none. */
export function netcOfWorkspace() {
  const folders = vscode.workspace.isTrusted
    ? (vscode.workspace.workspaceFolders ?? []).filter((f) => f.uri.scheme === 'file').map((f) => f.uri.fsPath)
    : [];
  return findNetc({
    configured: vscode.workspace.getConfiguration('netc').get('path', ''),
    folders,
    path: process.env.PATH ?? '',
    home: os.homedir(),
    isExecutable,
  });
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Says why there is no netc, and offers ways out. */
export async function reportMissing(problem) {
  const choose = 'Choose netc…';
  const settings = 'Open Settings';
  const chosen = await vscode.window.showErrorMessage(
    `${problem} Highlighting and snippets work without it; everything else needs it.`, choose, settings);
  if (chosen === choose) {
    const files = await vscode.window.showOpenDialog({ title: 'The netc command', canSelectMany: false });
    if (files?.length === 1) {
      const target = vscode.ConfigurationTarget.Global;
      await vscode.workspace.getConfiguration('netc').update('path', files[0].fsPath, target);
    }
  } else if (chosen === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'netc.path');
  }
}
