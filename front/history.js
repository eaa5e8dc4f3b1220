// Queries that were answered, kept in this browser and nowhere else.
const KEY = "acervo-queries";
const MOST = 50;

// Each with its text, its time, and of a kept question what it is called and how it is asked for by name.
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(kept)) return [];
    // At first they were texts and nothing else.
    return kept.map((one) => (typeof one === "string" ? { query: one } : one)).filter((one) => typeof one?.query === "string");
  } catch {
    return [];
  }
}

function write(queries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // Storage is off or full: the page does without.
  }
}

// The line that tells queries apart: the first that declares nothing.
const summary = (text) => text.split("\n").find((line) => line.trim() && !/^\s*(?:#|PREFIX\b|BASE\b)/i.test(line)) ?? text;

const key = (one) => one.asked ?? one.query;

// When it was asked, in the words of the page's language; nothing where nobody knows.
function when({ time }) {
  if (!Number.isFinite(time)) return [];
  const date = new Date(time);
  const told = document.createElement("time");
  told.dateTime = date.toISOString();
  told.className = "quiet";
  told.textContent = date.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  return [told, " "];
}

export function remember(form, section) {
  const text = form.querySelector("textarea").value.trim();
  let queries = read();
  if (text && document.querySelector("section.answer")) {
    const kept = form.dataset.kept ? JSON.parse(form.dataset.kept) : {};
    const now = { query: text, time: Date.now(), ...kept };
    queries = [now, ...queries.filter((one) => key(one) !== key(now))].slice(0, MOST);
    write(queries);
  }
  if (!queries.length) return;
  section.querySelector("ol").append(
    ...queries.map((one) => {
      const parameters = new URLSearchParams(new FormData(form));
      parameters.set("query", one.query);
      if (one.asked) {
        parameters.delete("query");
        for (const [name, value] of new URLSearchParams(one.asked)) parameters.set(name, value);
      }
      const link = document.createElement("a");
      link.href = `${form.action}?${parameters}`;
      link.title = one.query;
      if (one.title) link.className = "titled";
      link.textContent = one.title ?? summary(one.query).trim();
      const item = document.createElement("li");
      item.append(...when(one), link);
      return item;
    }),
  );
  section.querySelector("button").addEventListener("click", () => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
    section.hidden = true;
    section.querySelector("ol").replaceChildren();
  });
  section.hidden = false;
}
