import * as vscode from 'vscode';
import { message, page } from './page.js';

/** Milliseconds without an edit after which a drawing is made anew. */
const PAUSE = 400;

/** The view of graphs: one, beside the editor; it follows the edits of the program. */
export class GraphPanel {
  #extension;
  #draw;
  #panel;
  #shown;
  #timer;
  #edits;

  /**
   * @param {vscode.Uri} extension its folder
   * @param {(uri: string, name?: string) => Promise<object>} draw asks for a drawing
   */
  constructor(extension, draw) {
    this.#extension = extension;
    this.#draw = draw;
    this.#edits = vscode.workspace.onDidChangeTextDocument(() => {
      // Whatever was edited: the program may import it.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#refresh(), PAUSE);
    });
  }

  /** Shows a network of a program; without a name, its first one. */
  show(uri, name) {
    this.#shown = { uri: uri.toString(), name };
    if (this.#panel === undefined) {
      this.#open();
    } else {
      this.#panel.reveal(undefined, true);
    }
    return this.#refresh();
  }

  #open() {
    const media = vscode.Uri.joinPath(this.#extension, 'media');
    const panel = vscode.window.createWebviewPanel(
      'netc.graph',
      'Network',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [media], retainContextWhenHidden: true },
    );
    const address = (file) => panel.webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString();
    panel.webview.onDidReceiveMessage((told) => {
      if (typeof told.name === 'string') {
        this.#shown.name = told.name;
      }
      return this.#refresh();
    });
    panel.onDidDispose(() => (this.#panel = undefined));
    panel.webview.html = page({
      source: panel.webview.cspSource,
      script: address('graph.js'),
      style: address('graph.css'),
    });
    this.#panel = panel;
  }

  async #refresh() {
    const wanted = this.#shown;
    if (this.#panel === undefined || wanted === undefined) {
      return;
    }
    const { name } = wanted;
    let drawn;
    try {
      drawn = await this.#draw(wanted.uri, name);
    } catch (error) {
      drawn = { name: name ?? '', names: [], problem: error.message };
    }
    // Another one may be wanted by now, or the view be closed.
    if (this.#panel !== undefined && this.#shown === wanted && wanted.name === name) {
      this.#panel.title = drawn.name === '' ? 'Network' : drawn.name;
      await this.#panel.webview.postMessage(message(drawn));
    }
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#edits.dispose();
    this.#panel?.dispose();
  }
}
