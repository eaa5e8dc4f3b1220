// The card of a place on a map: what the page has of it, shown beside the place that is pointed at or has the focus.
// Without it each place has a title and leads to its list.

for (const figure of document.querySelectorAll("figure.map")) {
  const cards = figure.querySelector("template")?.content.querySelectorAll(".map-card") ?? [];
  const drawing = figure.querySelector("svg");
  let shown = null;

  const hide = () => {
    shown?.remove();
    shown = null;
  };

  const show = (place, card) => {
    hide();
    shown = document.importNode(card, true);
    shown.role = "tooltip";
    figure.append(shown);
    const [frame, own] = [figure.getBoundingClientRect(), place.getBoundingClientRect()];
    const middle = own.left + own.width / 2 - frame.left - shown.offsetWidth / 2;
    const above = own.top - frame.top - shown.offsetHeight - 6;
    const top = drawing.getBoundingClientRect().top - frame.top;
    shown.style.left = `${Math.max(0, Math.min(middle, frame.width - shown.offsetWidth))}px`;
    // Below where there is no room above: the place itself stays to be seen.
    shown.style.top = `${above < top ? own.bottom - frame.top + 6 : above}px`;
  };

  for (const card of cards) {
    const place = drawing.querySelector(`[data-place="${card.dataset.place}"]`);
    if (!place) continue;
    // A browser would show it beside the card; the link is called the same.
    if (place.ariaLabel) place.querySelector("title")?.remove();
    place.addEventListener("pointerenter", () => show(place, card));
    place.addEventListener("focus", () => show(place, card));
    place.addEventListener("pointerleave", hide);
    place.addEventListener("blur", hide);
  }
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}
