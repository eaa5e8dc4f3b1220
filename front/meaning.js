// What a name in the query names: told to whoever points at it, and by a key to whoever has the cursor in it.
import { syntaxTree } from "@codemirror/language";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip } from "@codemirror/view";

import { inFull } from "./names.js";

const NAME = /<[^<>"{}|^`\\\s]*>|(?<![\p{L}\p{N}_?$@-])(?:\p{L}[\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_:%-]|\.(?=[\p{L}\p{N}_:%-]))*/gu;

// The name around *position*: where it stands, and the IRI that it is short for; null where there is none.
function nameAt(state, position, prefixes) {
  if (/Comment|String/.test(syntaxTree(state).resolveInner(position, 0).name)) return null;
  const line = state.doc.lineAt(position);
  if (/^\s*(?:PREFIX|BASE)\b/i.test(line.text)) return null;
  for (const found of line.text.matchAll(NAME)) {
    const from = line.from + found.index;
    const to = from + found[0].length;
    if (position < from || position > to) continue;
    if (found[0].startsWith("<")) return /^<[a-z][a-z0-9+.-]*:/i.test(found[0]) ? { from, to, iri: found[0].slice(1, -1) } : null;
    const iri = inFull(found[0], state.doc.toString(), prefixes);
    return iri === null ? null : { from, to, iri };
  }
  return null;
}

function line(root, name, text) {
  const element = root.appendChild(document.createElement("p"));
  element.className = name;
  element.textContent = text.text ?? text;
  if (text.language) element.lang = text.language;
}

function told(term, words) {
  const dom = document.createElement("div");
  dom.className = "cm-meaning";
  dom.setAttribute("role", "status");
  if (!term.known) {
    line(dom, "unknown", words.unknown);
    return dom;
  }
  line(dom, "label", term.label);
  const language = document.documentElement.lang;
  const uses = term.uses === null ? [] : [`${words.uses} ${term.uses.toLocaleString(language)}`];
  line(dom, "classes", [...term.classes.map((one) => one.text), ...uses].join(" · "));
  if (term.explanation) line(dom, "explanation", term.explanation);
  if (term.page) {
    const link = dom.appendChild(document.createElement("a"));
    link.href = term.page;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words.page;
  }
  return dom;
}

// *address* answers what an IRI names; *words* are those of the interface.
export function meanings(prefixes, address, words) {
  const known = new Map();
  const ask = (iri) => {
    if (!known.has(iri)) {
      const url = new URL(address);
      url.search = new URLSearchParams({ iri, lang: document.documentElement.lang });
      const answer = fetch(url).then((got) => (got.ok ? got.json() : null));
      // Once there is no server, ask again when it is there.
      answer.catch(() => known.delete(iri));
      known.set(iri, answer);
    }
    return known.get(iri).catch(() => null);
  };
  const tooltip = async (state, position) => {
    const name = nameAt(state, position, prefixes());
    const term = name && (await ask(name.iri));
    return term && { pos: name.from, end: name.to, above: true, create: () => ({ dom: told(term, words) }) };
  };

  const show = StateEffect.define();
  const shown = StateField.define({
    create: () => null,
    update(value, change) {
      for (const effect of change.effects) if (effect.is(show)) return effect.value;
      return change.docChanged || change.selection ? null : value;
    },
    provide: (field) => showTooltip.from(field),
  });
  const keys = [
    {
      key: "Mod-i",
      run(view) {
        const { state } = view;
        tooltip(state, state.selection.main.head).then((found) => {
          if (view.state.doc === state.doc) view.dispatch({ effects: show.of(found) });
        });
        return true;
      },
    },
    {
      key: "Escape",
      run(view) {
        if (!view.state.field(shown)) return false;
        view.dispatch({ effects: show.of(null) });
        return true;
      },
    },
  ];
  return { keys, extension: [hoverTooltip((view, position) => tooltip(view.state, position)), shown, look] };
}

const look = EditorView.theme({
  ".cm-meaning": { fontFamily: "var(--sans)", maxWidth: "28rem", padding: "0.4rem 0.7rem", lineHeight: "1.4" },
  ".cm-meaning p": { margin: "0" },
  ".cm-meaning .label": { fontWeight: "600" },
  ".cm-meaning .classes, .cm-meaning .explanation": { color: "var(--quiet)" },
  ".cm-meaning .unknown": { color: "var(--contested)" },
  ".cm-meaning a": { color: "var(--accent)" },
});
