// Search as you type: suggestions below the search box, which works without them as well.
// A combobox with a list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

const PAUSE_MS = 120;
const form = document.querySelector("form.search");
const input = form?.querySelector("input[name=q]");

if (input) {
  const list = document.createElement("ul");
  let found = [];
  let chosen = -1;
  let timer = 0;
  let asked = null;

  Object.assign(list, { id: "suggestions", className: "suggestions", role: "listbox", hidden: true });
  list.setAttribute("aria-label", form.dataset.suggestions);
  form.append(list);
  input.type = "text";
  input.enterKeyHint = "search";
  input.autocomplete = "off";
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const piece = (tag, text, language) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (language && language !== document.documentElement.lang) made.lang = language;
    return made;
  };

  // When, where and by whom, as pieces of a line.
  const told = (facts) =>
    facts.map(({ label, values }) => {
      const made = piece("span", label ? `${label}: ` : "");
      values.forEach(({ text, language }, place) => made.append(place ? ", " : "", piece("span", text, language)));
      return made;
    });

  const choose = (number) => {
    chosen = number;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === chosen)));
    const active = list.children[chosen];
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  };

  const show = (suggestions) => {
    found = suggestions;
    list.replaceChildren(
      ...found.map(({ label, kind, matched, facts }, place) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `suggestion-${place}`, role: "option" });
        const about = document.createElement("span");
        about.className = "quiet";
        const pieces = [...(kind ? [kind] : []), ...told(facts)];
        if (matched) pieces.push(piece("span", matched.text, matched.language));
        pieces.forEach((one, number) => about.append(number ? " · " : "", one));
        option.append(piece("span", label.text, label.language), about);
        return option;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    show([]);
  };

  const ask = async () => {
    asked?.abort();
    const own = (asked = new AbortController());
    const address = new URL(`${form.action}/suggest`);
    address.search = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(address, { signal: own.signal });
      const told = answer.ok ? await answer.json() : { suggestions: [] };
      if (own === asked && document.activeElement === input) show(told.suggestions);
    } catch {
      // Given up for newer letters, or the server is away: the form still works.
      if (own === asked) show([]);
    }
  };

  const follow = (number) => {
    const { page } = found[number];
    close();
    location.assign(page);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim()) timer = setTimeout(ask, PAUSE_MS);
    else close();
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown" && list.hidden && input.value.trim()) ask();
    else if (list.hidden) return;
    // One place of the circle is the text itself.
    else if (key === "ArrowDown") choose(chosen + 1 < found.length ? chosen + 1 : -1);
    else if (key === "ArrowUp") choose(chosen === -1 ? found.length - 1 : chosen - 1);
    else if (key === "Escape") close();
    else if (key === "Enter" && chosen >= 0) follow(chosen);
    else return;
    event.preventDefault();
  });

  // The text keeps the focus while the list is clicked.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) follow([...list.children].indexOf(option));
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
