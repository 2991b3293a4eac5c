// The explorer: one selection, seen as a table, on a map and along a timeline. The address holds it. The server renders the
// table, the counts and the timeline; htmx puts them in place; this file draws the map, and turns brushing into another address.
import { map } from "./map.js";
import { brushing } from "./timeline.js";

const root = document.getElementById("explorer");

/** Go to the selection with these parameters changed (null: taken out); the page number starts anew. */
function go(changes) {
  const url = new URL(location.href);
  url.searchParams.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    if (value !== null) url.searchParams.append(name, value);
  }
  visit(url);
}

/** Show the selection of this address. */
function visit(url) {
  const link = document.createElement("a");
  link.href = url.pathname + url.search;
  link.hidden = true;
  root.append(link);
  globalThis.htmx.process(link);
  link.click();
  link.remove();
}

const follow = document.getElementById("follow-view");
const chart = map(document.getElementById("map"), {
  choose: (place) => go({ place, within: null }),
  frame: (box) => follow.checked && go({ box: box.join(",") }),
});
if (chart === null) document.getElementById("no-map").hidden = false;
brushing(root, (since, until) => go({ since, until }));

// One listener for all links to other selections: htmx would give each of the many hundred its own, anew after each click.
root.addEventListener("click", (event) => {
  const link = event.target.closest("#selection a, #timeline a");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const url = new URL(link.getAttribute("href"), location.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname) return;
  event.preventDefault();
  visit(url);
});

follow.addEventListener("change", () => go({ box: follow.checked && chart ? chart.box().join(",") : null }));

let first = true;
function draw() {
  if (chart) {
    chart.show(JSON.parse(document.getElementById("view-data").textContent));
    const box = new URL(location.href).searchParams.get("box");
    if (first && box) chart.to(box.split(",").map(Number));
    else if (!follow.checked) chart.fit();
  }
  follow.checked = new URL(location.href).searchParams.has("box");
  first = false;
}

document.body.addEventListener("htmx:afterSettle", (event) => event.target.id === "selection" && draw());
document.body.addEventListener("htmx:historyRestore", draw);
draw();
