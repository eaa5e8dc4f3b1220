// Queries that were answered, kept in this browser and nowhere else.
const KEY = "acervo-queries";
const MOST = 50;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
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

export function remember(form, section) {
  const text = form.querySelector("textarea").value.trim();
  let queries = read();
  if (text && document.querySelector("section.answer")) {
    queries = [text, ...queries.filter((one) => one !== text)].slice(0, MOST);
    write(queries);
  }
  if (!queries.length) return;
  section.querySelector("ol").append(
    ...queries.map((query) => {
      const parameters = new URLSearchParams(new FormData(form));
      parameters.set("query", query);
      const link = document.createElement("a");
      link.href = `${form.action}?${parameters}`;
      link.title = query;
      link.textContent = summary(query).trim();
      const item = document.createElement("li");
      item.append(link);
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
