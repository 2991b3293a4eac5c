// Hover or focus a value and its words light up; hover or focus words and their values do.
const words = [...document.querySelectorAll(".m[data-keys]")];
const values = [...document.querySelectorAll(".value[data-key]")];
const covered = new Map();
for (const piece of words)
  for (const key of piece.dataset.keys.split(" ")) covered.set(key, [...(covered.get(key) ?? []), piece]);
const byKey = new Map(values.map((value) => [value.dataset.key, value]));

function light(keys) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const key of keys) {
    byKey.get(key)?.classList.add("lit");
    for (const piece of covered.get(key) ?? []) piece.classList.add("lit");
  }
}

function on(element, keys, other) {
  const lit = () => {
    light(keys);
    other()?.scrollIntoView({ block: "nearest" });
  };
  element.addEventListener("mouseenter", () => light(keys));
  element.addEventListener("mouseleave", () => light([]));
  element.addEventListener("focusin", lit);
  element.addEventListener("focusout", () => light([]));
}

for (const piece of words) on(piece, piece.dataset.keys.split(" "), () => byKey.get(piece.dataset.keys.split(" ")[0]));
for (const value of values) on(value, [value.dataset.key], () => covered.get(value.dataset.key)?.[0]);

// A citation's address (#text-147-184) lights the words that it cites.
function cited() {
  const [, part, start, end] = /^#(text|title)-(\d+)-(\d+)$/.exec(location.hash) ?? [];
  if (!part) return;
  const begin = document.getElementById(`${part}-${start}-${end}`);
  const root = document.querySelector(part === "text" ? ".text" : "h1");
  let at = 0;
  for (const node of root.childNodes) {
    if (node.classList?.contains("in-place")) continue;
    const length = [...node.textContent].length;
    if (length && at >= Number(start) && at + length <= Number(end) && node.classList) node.classList.add("lit");
    at += length;
  }
  (begin ?? root).scrollIntoView({ block: "center" });
}
addEventListener("hashchange", cited);
cited();
