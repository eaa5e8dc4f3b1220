// Lines are indented as the archive's own queries are, and commented out by a key.
import { indentOnInput, indentService } from "@codemirror/language";
import { EditorState } from "@codemirror/state";

const STEP = 2;
// What is no syntax: strings, IRIs in full, comments.
const OTHER = /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#.*/g;

export function indentation(before, after) {
  const code = before.replace(OTHER, (text) => (text.startsWith("#") ? "" : "x"));
  const depth = Array.from(code.matchAll(/[{(]|([})])/g)).reduce((open, one) => Math.max(0, open + (one[1] ? -1 : 1)), 0);
  if (/^\s*[})]/.test(after)) return STEP * Math.max(0, depth - 1);
  // A subject goes on after ";", its predicate after ",".
  const end = code.trimEnd().at(-1);
  const goesOn = end === ";" ? 1 : end === "," && !/\([^()]*$/.test(code) ? 2 : 0;
  return STEP * (depth + goesOn);
}

export const indenting = [
  indentService.of((context, position) =>
    indentation(context.state.sliceDoc(0, position), context.textAfterPos(position)),
  ),
  EditorState.languageData.of(() => [{ commentTokens: { line: "#" }, indentOnInput: /^\s*[})]$/ }]),
  indentOnInput(),
];
