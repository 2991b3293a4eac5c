// The explorer: one selection, seen as a table, on a map and along a timeline. The address holds it. The server renders the
// table and the counts; htmx puts them in place; this file draws what they carry, and turns brushing into another address.
import { map } from "./map.js";
import { timeline } from "./timeline.js";

const root = document.getElementById("explorer");

/** Go to the selection with these parameters changed (null: taken out); the page number starts anew. */
function go(changes) {
  const url = new URL(location.href);
  url.searchParams.delete("page");
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    if (value !== null) url.searchParams.append(name, value);
  }
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
const times = timeline(document.getElementById("timeline"), { brush: (since, until) => go({ since, until }) });

follow.addEventListener("change", () => go({ box: follow.checked && chart ? chart.box().join(",") : null }));

let first = true;
function draw() {
  const data = JSON.parse(document.getElementById("view-data").textContent);
  times.show(data.timeline);
  if (chart) {
    chart.show(data.places);
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
