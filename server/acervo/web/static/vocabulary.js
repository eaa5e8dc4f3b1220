// The terms of the vocabulary sifted while one types; the form does the same without it.

const form = document.querySelector("form.sift");
const input = form.querySelector("input[type=search]");
const tally = form.querySelector(".tally");
const topics = document.querySelector("nav.topics");

const bare = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

const sections = [...document.querySelectorAll("main section")].map((section) => ({
  section,
  terms: [...section.querySelectorAll(".vocabulary-term")].map((term) => ({
    term,
    text: bare(
      [term.id, ...[...term.querySelectorAll("h3 a, p:not(.quiet)")].map((one) => one.textContent)].join(" "),
    ),
  })),
}));

const sift = () => {
  const pieces = bare(input.value).split(/\s+/).filter(Boolean);
  let number = 0;
  for (const { section, terms } of sections) {
    const found = terms.filter(({ text }) => pieces.every((one) => text.includes(one)));
    for (const one of terms) one.term.hidden = !found.includes(one);
    section.hidden = !found.length;
    number += found.length;
  }
  topics.hidden = pieces.length > 0;
  tally.textContent = String(number);
};

input.addEventListener("input", sift);
// A link to a term leads there also where the term is sifted out.
addEventListener("hashchange", () => {
  if (document.getElementById(location.hash.slice(1))?.closest("[hidden]")) {
    input.value = "";
    sift();
    document.getElementById(location.hash.slice(1)).scrollIntoView();
  }
});
