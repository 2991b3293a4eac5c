// Dragging over the timeline chooses a period. A bar alone is chosen by a click: it is a link, with scripts or without.
const DAY = 86_400_000;
const LEAST = 5; // units of the drawing: less is a click

/** *choose(since, until)* is called with ISO days when somebody has dragged over a timeline in *root*. */
export function brushing(root, choose) {
  let drag = null;

  root.addEventListener("dragstart", (event) => event.target.closest?.("figure.timeline") && event.preventDefault());
  root.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("#timeline svg");
    if (!svg || event.button || event.pointerType === "touch") return; // a finger scrolls, and taps a bar
    drag = { svg, from: along(svg, event), mark: null };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, to] = ends(drag.from, along(drag.svg, event));
    if (!drag.mark && to - x < LEAST) return;
    drag.mark ??= drag.svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    const height = drag.svg.viewBox.baseVal.height;
    for (const [name, value] of Object.entries({ class: "brush", x, y: 0, width: to - x, height })) drag.mark.setAttribute(name, value);
  });
  addEventListener("pointerup", (event) => {
    const { svg, from, mark } = drag ?? {};
    drag = null;
    if (!mark) return;
    svg.addEventListener("click", (click) => (click.preventDefault(), click.stopPropagation()), { capture: true, once: true });
    const [first, last] = ends(from, along(svg, event)).map((x) => day(svg, x));
    choose(iso(first), iso(Math.max(last, first + 1)));
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    drag.mark?.remove();
    drag = null;
  });
}

const ends = (a, b) => (a < b ? [a, b] : [b, a]);
const iso = (days) => new Date(days * DAY).toISOString().slice(0, 10);

/** How far along the drawing it happened, in its units, between the ends of the line. */
function along(svg, event) {
  const { left, right } = svg.dataset;
  const x = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()).x;
  return Math.min(Math.max(x, Number(left)), Number(right));
}

/** The day (counted from 1970) that is drawn there. */
function day(svg, x) {
  const { since, until, left, right } = svg.dataset;
  const [first, last] = [since, until].map((said) => Date.parse(said) / DAY);
  return Math.round(first + ((x - left) / (right - left)) * (last - first));
}
