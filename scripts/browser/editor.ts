/** The editor of a cell: CodeMirror with Python. A chunk of its own, fetched when a reader edits. */

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Api, source } from "./completion";
import type { CodeChoice } from "./protocol";

export interface Mark {
  /** From 1. */
  readonly line: number;
  /** From 0, within the line; null marks it whole. */
  readonly column: number | null;
  readonly end: number | null;
  readonly message: string;
}

export interface EditorOptions {
  readonly text: string;
  readonly label: string;
  readonly describedBy: string;
  readonly api: Api;
  ask(text: string): Promise<readonly CodeChoice[]>;
  changed(text: string): void;
  run(): void;
}

/** The theme's own colours of code, which follow light and dark. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.self, tags.bool, tags.null], color: "var(--md-code-hl-keyword-color)" },
  { tag: tags.string, color: "var(--md-code-hl-string-color)" },
  { tag: tags.number, color: "var(--md-code-hl-number-color)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--md-code-hl-comment-color)" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], color: "var(--md-code-hl-function-color)" },
  { tag: tags.operator, color: "var(--md-code-hl-operator-color)" },
]);

/**
 * Have CodeMirror keep its rules in a sheet that the document adopts. Of itself it does so only in a shadow tree, and
 * in a document puts them into a style element, which the page's policy leaves without effect. It finds the sheet of
 * a tree under a symbol: the document gets that of a shadow tree.
 */
function adoptStyles(): void {
  const tree = document.createElement("div").attachShadow({ mode: "open" });
  new EditorView({ root: tree }).destroy();
  for (const key of Object.getOwnPropertySymbols(tree)) Object.assign(document, { [key]: Reflect.get(tree, key) as unknown });
}

let adopted = false;

export class Editor {
  readonly #view: EditorView;

  constructor(place: HTMLElement, options: EditorOptions) {
    if (!adopted) adoptStyles();
    adopted = true;
    this.#view = new EditorView({
      parent: place,
      state: EditorState.create({
        doc: options.text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          indentUnit.of("    "),
          EditorState.tabSize.of(4),
          new LanguageSupport(pythonLanguage),
          syntaxHighlighting(COLOURS),
          autocompletion({ override: [source(options.api, options.ask)], activateOnTypingDelay: 150 }),
          Prec.highest(
            keymap.of(["Mod-Enter", "Shift-Enter"].map((key) => ({ key, run: () => (options.run(), true) }))),
          ),
          keymap.of([
            { key: "Tab", run: acceptCompletion },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            indentWithTab,
          ]),
          EditorView.contentAttributes.of({ tabindex: "0", "aria-label": options.label, "aria-describedby": options.describedBy }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) options.changed(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Replace the whole text; it can be undone. */
  set text(text: string) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.#view.focus();
  }

  /** Mark these places as wrong, and no others. */
  mark(marks: readonly Mark[]): void {
    const { doc } = this.#view.state;
    const diagnostics = marks.map((mark): Diagnostic => {
      const line = doc.line(Math.min(Math.max(1, mark.line), doc.lines));
      const from = Math.min(line.from + (mark.column ?? /^\s*/.exec(line.text)![0].length), line.to);
      const to = mark.end === null ? line.to : Math.min(line.from + mark.end, line.to);
      return { from, to: Math.max(from, to), severity: "error", message: mark.message };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  close(): void {
    this.#view.destroy();
  }
}
