// Names as a query writes them: what they are short for, and where there are none.
import { syntaxTree } from "@codemirror/language";

export const DECLARED = /\bPREFIX\s+([\p{L}\p{N}_.-]*):\s*<([^<>]*)>/giu;

// Whether text at *position* means itself: a string, a comment, an IRI in full.
export function isQuoted(state, position) {
  return /^(?:Comment|String|IriRef|IRIREF)$/.test(syntaxTree(state).resolveInner(position, -1).name);
}

// The IRI that *name* is short for in *text*, which may use the well-known *prefixes* without a word; null for none.
export function inFull(name, text, prefixes) {
  const [prefix] = name.split(":", 1);
  const declared = new Map(Array.from(text.matchAll(DECLARED), (one) => [one[1], one[2]]));
  const namespace = declared.get(prefix) ?? (Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : null);
  return namespace === null ? null : namespace + name.slice(prefix.length + 1);
}
