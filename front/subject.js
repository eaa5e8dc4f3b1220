// What is being written of: the class of the subject at hand, and which properties its things have.
import { inFull } from "./names.js";

const SUBJECT = String.raw`([?$][\p{L}\p{N}_]+|[\p{L}\p{N}_-]*:[\p{L}\p{N}_.-]+)`;
const CLASS = String.raw`([\p{L}\p{N}_-]*:[\p{L}\p{N}_-]+)`;
// A subject, or what stands before the next property of one.
const BEFORE = new RegExp(String.raw`(?:^|[.{}])\s*${SUBJECT}\s+(?:[^.;{}]*;\s*)*$`, "u");
// In a list of values things follow each other.
const ROWS = /\bVALUES\s*(?:[?$][\p{L}\p{N}_]+|\([^()]*\))\s*\{[^{}]*$/iu;
const OTHER = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#.*/g;

const code = (part) => part.replace(OTHER, "_");

// Whether at *position* of *text* a subject stands before, and a property is to follow.
export function isOfSubject(text, position) {
  const before = code(text.slice(0, position));
  return BEFORE.test(before) && !ROWS.test(before);
}

// The IRI of the class that *text* gives to the subject whose property is written at *position*; null for none.
export function classOfSubject(text, position, prefixes) {
  const subject = BEFORE.exec(code(text.slice(0, position)))?.[1].replace(/[$?.]/g, "\\$&");
  if (!subject) return null;
  const stated = String.raw`(?<![\p{L}\p{N}_:?$])${subject}\s+(?:[^.{}]*;\s*)?(?:a|rdf:type)\s+${CLASS}`;
  const name = new RegExp(stated, "u").exec(code(text))?.[1];
  return name ? inFull(name, text, prefixes) : null;
}

// By property, how often things of a class have it; *address* is asked once for each class.
export function usesWith(address) {
  const asked = new Map();
  return async (iri) => {
    if (!iri) return {};
    if (!asked.has(iri)) {
      const url = new URL(address);
      url.search = new URLSearchParams({ class: iri });
      asked.set(iri, fetch(url).then((answer) => (answer.ok ? answer.json() : { properties: {} })));
    }
    try {
      return (await asked.get(iri)).properties;
    } catch {
      asked.delete(iri);
      return {};
    }
  };
}
