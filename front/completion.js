// What may be typed next: classes and properties that the edition uses, by name or label; things; variables; keywords.
import { isQuoted } from "./names.js";
import { classOfSubject, isOfSubject, usesWith } from "./subject.js";

const KEYWORDS =
  "ASK ASC AVG BIND BOUND COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESC DESCRIBE DISTINCT EXISTS FILTER FROM " +
  "GRAPH GROUP_CONCAT GROUP HAVING LANG LANGMATCHES LCASE LIMIT MAX MIN MINUS NOT OFFSET OPTIONAL ORDER PREFIX " +
  "REGEX REPLACE SAMPLE SELECT SERVICE STR STRAFTER STRBEFORE STRENDS STRLEN STRSTARTS SUBSTR SUM UCASE UNION " +
  "VALUES WHERE YEAR";
const keywords = KEYWORDS.split(" ").map((label) => ({ label, type: "keyword" }));
// So few that the list need not scroll: a further letter narrows it.
const most = () => (matchMedia("(max-width: 44rem)").matches ? 6 : 12);
// Of these, the share that is kept free for things.
const THINGS = 0.4;

// Lower case without accents: "Organización" is found by "organizacion".
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// How well *term* fits what was typed: 0 best, null not at all.
function fit(term, typed) {
  const name = folded(term.name);
  if (name.startsWith(typed)) return 0;
  if (name.slice(name.indexOf(":") + 1).startsWith(typed)) return 1;
  const labels = Object.values(term.labels).map(folded);
  if (labels.some((label) => label.startsWith(typed))) return 2;
  if (labels.some((label) => label.split(/\s+/u).some((word) => word.startsWith(typed)))) return 3;
  return typed.length > 2 && name.includes(typed) ? 4 : null;
}

function option(term, language) {
  const labels = Object.entries(term.labels);
  // A label found in the other language must be seen, or nobody knows why the term is there.
  labels.sort(([one], [other]) => (other === language) - (one === language));
  const told = [...new Set(labels.map(([, label]) => label)), term.count.toLocaleString(language)];
  // The space is for who hears it: label and detail are read as one.
  return { label: term.name, detail: ` ${told.join(" · ")}`, type: term.kind };
}

// Things of the archive that search finds by what was typed; those whose names need no escape.
async function thingsFor(typed, search, language, context) {
  if (!/^:?[\p{L}\p{N}_-]{3,}$/u.test(typed)) return [];
  const left = new AbortController();
  context.addEventListener("abort", () => left.abort(), { onDocChange: true });
  const asked = new URLSearchParams({ q: typed.replace(/^:/, "").replace(/[_-]+/g, " "), lang: language });
  try {
    const answer = await fetch(`${search}?${asked}`, { signal: left.signal });
    const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
    return suggestions.flatMap(({ page, label, kind }) => {
      const slug = /\/page\/([A-Za-z0-9_-]+)(?:$|\?)/.exec(page)?.[1];
      return slug ? [{ label: `:${slug}`, detail: ` ${label.text} · ${kind}`, type: "thing" }] : [];
    });
  } catch {
    // Somebody types on, or search is not to be had.
    return [];
  }
}

export function completionFrom(vocabulary, { search, properties: propertiesAt }, language) {
  const uses = usesWith(propertiesAt);
  return async (context) => {
    const word = context.matchBefore(/[?$]?[\p{L}\p{N}_:-]*/u);
    if ((!word?.text && !context.explicit) || isQuoted(context.state, context.pos)) return null;
    const [from, typed] = word ? [word.from, word.text] : [context.pos, ""];
    if (/^[?$]/.test(typed)) {
      const known = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu));
      known.delete(typed);
      return { from, options: [...known].map((label) => ({ label, type: "variable" })) };
    }
    // Without them keywords are left.
    const { terms, prefixes } = await vocabulary.catch(() => ({ terms: [], prefixes: {} }));
    const isAfterType = /(?:^|\s)(?:a|rdf:type)\s+$/.test(context.state.sliceDoc(Math.max(0, from - 40), from));
    const sought = folded(typed);
    const own = isAfterType ? {} : await uses(classOfSubject(context.state.doc.toString(), from, prefixes));
    const fitting = terms
      .filter((term) => !isAfterType || term.kind === "class")
      // A property of the class at hand stands before all others, with its uses there.
      .map((term) => ({ term: { ...term, count: own[term.name] ?? term.count }, rank: fit(term, sought), isOwn: term.name in own }))
      .filter(({ rank }) => rank !== null)
      .sort((one, other) => other.isOwn - one.isOwn || one.rank - other.rank || other.term.count - one.term.count);
    // Where a property belongs all else stands back.
    const properties = isOfSubject(context.state.doc.toString(), from) ? fitting.filter(({ term }) => term.kind === "property") : [];
    const found = (properties.length ? properties : fitting).map(({ term }) => option(term, language));
    const meant = typed.length > 1 ? keywords.filter(({ label }) => label.startsWith(typed.toUpperCase())) : [];
    const things = isAfterType || properties.length ? [] : await thingsFor(typed, search, language, context);
    const words = [...meant, ...found];
    const room = most();
    const options = [...words.slice(0, room - Math.min(things.length, Math.floor(room * THINGS))), ...things].slice(0, room);
    return options.length ? { from, options, filter: false } : null;
  };
}
