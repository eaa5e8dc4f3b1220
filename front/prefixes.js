// A well-known prefix is declared when it is used, in the same step, so that one undo takes both back.
import { EditorState } from "@codemirror/state";

import { DECLARED, isQuoted } from "./names.js";

const USED = /(?:^|[\s({\[,;.|/^!])([A-Za-z][\w-]*)?:[\w-]*$/;
// Comments at the top stay at the top.
const TOP = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/;

export function declaring(prefixes) {
  return EditorState.transactionFilter.of((change) => {
    if (!change.docChanged || !(change.isUserEvent("input.type") || change.isUserEvent("input.complete"))) return change;
    const head = change.newSelection.main.head;
    const line = change.newDoc.lineAt(head);
    const used = USED.exec(line.text.slice(0, head - line.from));
    if (!used || /^\s*(?:PREFIX|BASE)\b/i.test(line.text) || isQuoted(change.startState, change.startState.selection.main.head))
      return change;
    const prefix = used[1] ?? "";
    const text = change.newDoc.toString();
    const declared = new Set(Array.from(text.matchAll(DECLARED), (one) => one[1]));
    if (!Object.hasOwn(prefixes(), prefix) || declared.has(prefix)) return change;
    const insert = `PREFIX ${prefix}: <${prefixes()[prefix]}>\n`;
    return [change, { changes: { from: TOP.exec(text)[0].length, insert }, sequential: true }];
  });
}
