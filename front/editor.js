// CodeMirror over the form's text field. In a shadow root its style sheets are constructed, which the policy allows.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  insertBracket,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

import { completionFrom } from "./completion.js";
import { indenting } from "./indenting.js";
import { meanings } from "./meaning.js";
import { declaring } from "./prefixes.js";

export function editorIn(form) {
  const field = form.querySelector("textarea");
  const label = form.querySelector("label");
  const phrases = JSON.parse(form.dataset.phrases);
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });

  const vocabulary = fetch(new URL("query/vocabulary", form.action)).then((answer) =>
    answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText)),
  );
  // Without the vocabulary one can still write and ask.
  vocabulary.catch(() => {});
  let prefixes = {};
  vocabulary.then((told) => (prefixes = told.prefixes), () => {});

  const addresses = {
    search: new URL("search/suggest", form.action),
    properties: new URL("query/properties", form.action),
  };
  const meaning = meanings(() => prefixes, new URL("query/term", form.action), JSON.parse(form.dataset.words));

  const run = () => {
    form.requestSubmit();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        closeBrackets(),
        sparql(),
        syntaxHighlighting(highlighting),
        autocompletion({
          override: [completionFrom(vocabulary, addresses, document.documentElement.lang)],
          icons: false,
        }),
        declaring(() => prefixes),
        indenting,
        meaning.extension,
        // Tab is left to the browser: it goes on to the next control.
        keymap.of([
          { key: "Mod-Enter", run },
          { key: "F8", run: nextDiagnostic },
          ...meaning.keys,
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        typingOver,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": label.textContent.trim(),
          "aria-describedby": "keys",
          spellcheck: "false",
          // It takes the focus without; this says so to programs that look.
          tabindex: "0",
        }),
        EditorState.phrases.of(phrases),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          field.value = update.state.doc.toString();
          // The server's finding was about the text as it was sent.
          if (marked) view.dispatch(setDiagnostics(view.state, []));
          marked = false;
        }),
        theme,
      ],
    }),
  });
  let marked = mark(view, document.querySelector("section.error[data-line]"));
  // What is said of the keys stands within the root that it is said in.
  const keys = form.querySelector(".keys");
  keys.hidden = false;
  const described = document.createElement("span");
  described.id = "keys";
  described.hidden = true;
  described.textContent = keys.textContent.trim();
  root.append(described);

  label.removeAttribute("for");
  label.addEventListener("click", () => view.focus());
  field.hidden = true;
  field.before(host);
  return view;
}

// Underlines where the server says that the query goes wrong; its columns count code points from 1.
function mark(view, error) {
  if (!error) return false;
  const { doc } = view.state;
  const line = doc.line(Math.min(Number(error.dataset.line), doc.lines));
  const before = Array.from(line.text).slice(0, Number(error.dataset.column) - 1).join("");
  const start = line.from + before.length;
  const length = /^(?:[\p{L}\p{N}_:?$-]+|\S)?/u.exec(line.text.slice(before.length))[0].length;
  const [from, to] = length ? [start, start + length] : [Math.max(start - 1, line.from), start];
  const message = error.querySelector("p").textContent.trim();
  view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message }]));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  return true;
}

// Chromium, left alone, writes the style of what is typed over into the page, which the policy forbids.
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    if (event.inputType !== "insertText" || !event.data || view.composing || state.selection.main.empty) return false;
    const typed = { userEvent: "input.type", scrollIntoView: true };
    view.dispatch(insertBracket(state, event.data) ?? state.update(state.replaceSelection(event.data), typed));
    return true;
  },
});

const highlighting = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.annotation], color: "var(--agree)" },
  { tag: [tags.variableName, tags.integer, tags.float, tags.bool], color: "var(--compatible)" },
  { tag: tags.url, textDecoration: "none" },
]);

// The colours are the page's own, which reach into the shadow root and change with its scheme.
const theme = EditorView.theme({
  "&": {
    border: "1px solid var(--quiet)",
    borderRadius: "4px",
    background: "var(--raised)",
    color: "var(--ink)",
    fontSize: "0.875em",
  },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { minHeight: "11rem", maxHeight: "26rem", fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--ink)" },
  ".cm-gutters": { background: "none", border: "0", color: "var(--quiet)" },
  "&.cm-focused .cm-matchingBracket": { background: "none", outline: "1px solid var(--quiet)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy 2px var(--contested)",
    textUnderlineOffset: "0.2em",
  },
  ".cm-tooltip": { background: "var(--paper)", border: "1px solid var(--quiet)", color: "var(--ink)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    maxWidth: "min(40rem, 90vw)",
    maxHeight: "none",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.5rem", whiteSpace: "normal" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--paper)",
  },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: "0.8em" },
  ".cm-diagnostic": { borderLeft: "4px solid var(--contested)", fontFamily: "var(--sans)" },
});
