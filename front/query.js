// The query page with JavaScript: what the server wrote stays, and works without.
import { copyButtons } from "./copying.js";
import { editorIn } from "./editor.js";
import { remember } from "./history.js";
import { sortable } from "./sorting.js";

const form = document.querySelector("form.query");

editorIn(form);
remember(form, document.querySelector("section.history"));
document.querySelectorAll("table.solutions").forEach(sortable);
copyButtons();
