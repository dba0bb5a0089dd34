import { createRequire } from 'node:module';
import Module from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';

const MOST_MILLISECONDS = 120_000;

/**
 * As much of VS Code's interface as the extension and its language client touch: documents, events,
 * registered commands and providers, webviews, tasks. What they merely name is made up as it is named.
 */
export class Editor {
  commands = new Map();
  providers = new Map();
  documents = [];
  panels = [];
  tasks = [];
  messages = [];
  problems = new Map();
  settings = {};
  opened = new Emitter();
  changed = new Emitter();
  configured = new Emitter();
  activeDocument;

  constructor(folder) {
    this.folder = folder;
    this.api = this.#api();
  }

  /** Loads a bundled extension, which sees this editor as `vscode`, and activates it. */
  async activate(file) {
    const load = Module._load;
    Module._load = (request, ...rest) => (request === 'vscode' ? this.api : load(request, ...rest));
    try {
      this.extension = createRequire(import.meta.url)(file);
    } finally {
      Module._load = load;
    }
    this.context = { subscriptions: [], extensionUri: Uri.file(path.dirname(path.dirname(file))) };
    await this.extension.activate(this.context);
  }

  async deactivate() {
    for (const subscription of this.context.subscriptions) {
      await subscription.dispose();
    }
  }

  open(uri, text) {
    const document = new Document(uri, text);
    this.documents.push(document);
    this.activeDocument = document;
    this.opened.fire(document);
    return document;
  }

  /** Replaces a document's text as a whole. */
  edit(document, text) {
    const contentChanges = [{ range: new Range(new Position(0, 0), document.end()), rangeLength: document.text.length, text }];
    document.text = text;
    document.version++;
    document.isDirty = true;
    this.changed.fire({ document, contentChanges });
  }

  execute(command, ...args) {
    return this.commands.get(command)(...args);
  }

  /** Waits until something holds. */
  async until(holds) {
    const end = Date.now() + MOST_MILLISECONDS;
    while (!holds()) {
      if (Date.now() > end) {
        throw new Error(`in vain: ${holds}; ${JSON.stringify(this.messages)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #api() {
    const disposable = () => new Disposable(() => {});
    const subscriptions = (name) => (name.startsWith('on') ? disposable : undefined);
    const message = (kind) => async (text) => void this.messages.push([kind, text]);
    const registered = (name) => (...args) => {
      const isProvider = (a) => Object.keys(Object(a)).some((key) => key.startsWith('provide'));
      this.providers.set(name, args.find(isProvider));
      return disposable();
    };
    const channel = () => loose({ info() {}, error() {}, append() {}, appendLine() {}, dispose() {}, show() {} }, subscriptions);
    const watcher = () => ({
      onDidCreate: disposable, onDidChange: disposable, onDidDelete: disposable, dispose() {},
    });
    return loose({
      Uri, Position, Range, Disposable, EventEmitter: Emitter, CancellationTokenSource, CancellationError, TabInputText,
      ViewColumn: { Beside: -2 },
      SymbolKind: { Class: 4, Method: 5, Function: 11 },
      TaskScope: { Workspace: 2 },
      TaskPanelKind: { Dedicated: 2 },
      version: '1.106.0',
      __esModule: true, // so that nothing copies what is there, without what would be made up
      env: loose({ appName: 'test', language: 'en', onDidChangeTelemetryEnabled: disposable }),
      languages: loose({
        match: (selector, document) =>
          [selector].flat().some((s) => s.language === document.languageId && s.scheme === document.uri.scheme) ? 10 : 0,
        createDiagnosticCollection: () => ({
          set: (uri, found) => this.problems.set(uri.toString(), found),
          delete: (uri) => this.problems.delete(uri.toString()),
          has: (uri) => this.problems.has(uri.toString()),
          clear: () => this.problems.clear(),
          dispose() {},
        }),
      }, (name) => (name.startsWith('register') ? registered(name) : disposable)),
      commands: loose({
        registerCommand: (name, run) => (this.commands.set(name, run), disposable()),
        executeCommand: async () => [],
      }),
      workspace: loose({
        isTrusted: true,
        workspaceFolders: [{ uri: Uri.file(this.folder), name: 'test', index: 0 }],
        textDocuments: this.documents,
        notebookDocuments: [],
        getConfiguration: () => ({ get: (name, value) => this.settings[name] ?? value, inspect: () => undefined }),
        getWorkspaceFolder: () => ({ uri: Uri.file(this.folder), name: 'test', index: 0 }),
        createFileSystemWatcher: watcher,
        openTextDocument: async (uri) => this.documents.find((d) => d.uri.toString() === uri.toString()),
        onDidOpenTextDocument: this.opened.event,
        onDidChangeTextDocument: this.changed.event,
        onDidChangeConfiguration: this.configured.event,
      }, subscriptions),
      window: loose({
        visibleTextEditors: [],
        tabGroups: loose({}, subscriptions, {
          all: () => [{ tabs: this.documents.map(({ uri }) => ({ input: new TabInputText(uri) })) }],
        }),
        createOutputChannel: channel,
        showErrorMessage: message('error'),
        showWarningMessage: message('warning'),
        showInformationMessage: message('information'),
        createWebviewPanel: (...args) => this.#panel(args),
      }, subscriptions, {
        activeTextEditor: () => this.activeDocument && { document: this.activeDocument },
      }),
      tasks: { executeTask: async (task) => void this.tasks.push(task) },
      Task: class {
        constructor(definition, scope, name, source, execution) {
          Object.assign(this, { definition, scope, name, source, execution });
        }
      },
      ProcessExecution: class {
        constructor(process, args, options) {
          Object.assign(this, { process, args, options });
        }
      },
    }, (name) => (/^[A-Z]/.test(name) ? madeUp(name) : undefined));
  }

  #panel([, title, , options]) {
    const told = new Emitter();
    const closed = new Emitter();
    const panel = {
      title, options, told, sent: [], reveal() {}, onDidDispose: closed.event, dispose: () => closed.fire(),
      webview: {
        html: '',
        cspSource: 'https://host',
        asWebviewUri: (uri) => uri,
        onDidReceiveMessage: told.event,
        postMessage: async (data) => void panel.sent.push(data),
      },
    };
    this.panels.push(panel);
    return panel;
  }
}

/** An object that has more than it was given: `other` makes what is asked for by name. */
function loose(given, other = () => undefined, computed = {}) {
  const made = new Map();
  return new Proxy(given, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) {
        return target[name];
      } else if (name in computed) {
        return computed[name]();
      }
      if (!made.has(name)) {
        made.set(name, other(name));
      }
      return made.get(name);
    },
  });
}

/** A class, or an enumeration, of this name: its members are named after themselves. */
function madeUp(name) {
  const type = { [name]: class { constructor(...args) { this.args = args; } } }[name];
  return loose(type, (member) => `${name}.${member}`);
}

class Emitter {
  #listeners = new Set();
  event = (listener, self) => {
    const bound = listener.bind(self);
    this.#listeners.add(bound);
    return new Disposable(() => this.#listeners.delete(bound));
  };
  fire = (event) => [...this.#listeners].forEach((listener) => listener(event));
  dispose() {}
}

class Disposable {
  static from = (...all) => new Disposable(() => all.forEach((d) => d.dispose()));
  constructor(dispose) {
    this.dispose = dispose;
  }
}

class TabInputText {
  constructor(uri) {
    this.uri = uri;
  }
}

class CancellationError extends Error {}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable(() => {}) };
  cancel() {}
  dispose() {}
}

class Uri {
  static file = (file) => new Uri(pathToFileURL(file).toString());
  static parse = (text) => new Uri(text);
  static joinPath = (uri, ...parts) => new Uri([uri.toString().replace(/\/$/, ''), ...parts].join('/'));
  constructor(text) {
    this.text = text;
    this.scheme = text.slice(0, text.indexOf(':'));
  }
  get fsPath() {
    return this.scheme === 'file' ? fileURLToPath(this.text) : this.text;
  }
  get path() {
    return this.fsPath;
  }
  toString() {
    return this.text;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(...ends) {
    const [start, end] = ends.length === 4 ? [new Position(ends[0], ends[1]), new Position(ends[2], ends[3])] : ends;
    Object.assign(this, { start, end });
  }
}

class Document {
  languageId = 'net';
  version = 1;
  isDirty = false;
  isClosed = false;
  saved = 0;
  constructor(uri, text) {
    this.uri = Uri.parse(uri);
    this.text = text;
    this.isUntitled = this.uri.scheme === 'untitled';
  }
  get fileName() {
    return this.uri.fsPath;
  }
  getText() {
    return this.text;
  }
  end() {
    const lines = this.text.split('\n');
    return new Position(lines.length - 1, lines.at(-1).length);
  }
  async save() {
    this.saved++;
    this.isDirty = false;
    return true;
  }
}
