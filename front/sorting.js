// Columns of a table are sorted by buttons in their heads, where without scripts there are links.
export function sortable(table) {
  const [heads, body] = [Array.from(table.tHead.rows[0].cells), table.tBodies[0]];
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const keyOf = (cell) => cell.dataset.value ?? cell.textContent.trim();
  const inOrder = (one, other) => {
    const [left, right] = [Number(one), Number(other)];
    return Number.isNaN(left) || Number.isNaN(right) ? compare(one, other) : left - right;
  };

  function sort(column) {
    const ascending = heads[column].getAttribute("aria-sort") !== "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const rows = Array.from(body.rows, (row) => ({ row, key: keyOf(row.cells[column]) }));
    // What has no value stands last, whichever way.
    rows.sort((one, other) =>
      one.key && other.key ? (ascending ? 1 : -1) * inOrder(one.key, other.key) : !one.key - !other.key,
    );
    body.append(...rows.map(({ row }) => row));
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent.trim();
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });
}
