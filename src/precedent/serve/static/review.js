// Review by keyboard: a letter does what its button does. Words selected in a report become the words of a fix.
const keys = document.getElementById("keys");
keys.checked = localStorage.getItem("single-keys") !== "off";
keys.addEventListener("change", () => localStorage.setItem("single-keys", keys.checked ? "on" : "off"));

const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (meant) {
    event.preventDefault();
    meant.click();
  }
});

for (const button of document.querySelectorAll("[data-open]")) {
  button.addEventListener("click", () => open(button.dataset.open));
}

function open(id) {
  const panel = document.getElementById(id);
  panel.open = true;
  panel.querySelector("input:not([type=hidden]), select, button")?.focus();
}

const form = document.getElementById("fix-form");

/** What is selected, if it lies in one text of one report: its words, and where they begin in code points. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const text = range.startContainer.parentElement?.closest("[data-report]");
  if (!text || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  return { report: text.dataset.report, words: range.toString(), start: [...before.toString()].length };
}

document.addEventListener("mouseup", take);
document.addEventListener("keyup", (event) => event.shiftKey && take());

function take() {
  const shown = form && selected();
  if (!shown || !shown.words.trim()) return;
  document.getElementById("fix").open = true;
  form.elements.report.value = shown.report;
  form.elements.start.value = shown.start;
  form.elements.words.value = shown.words;
  read();
}

form?.elements.words.addEventListener("input", () => {
  form.elements.report.value = "";
  form.elements.start.value = 0;
});
form?.elements.words.addEventListener("change", read);
form?.elements.field.addEventListener("change", read);

/** Ask what the words may mean in this field, and put the likeliest in. */
async function read() {
  const { field, words, right, report } = form.elements;
  if (!words.value.trim()) return;
  const asked = new URLSearchParams({ field: field.value, words: words.value.slice(0, 300), report: report.value });
  const answer = await fetch(`/review/meanings.json?${asked}`);
  if (!answer.ok) return;
  const { meanings } = await answer.json();
  const options = meanings.map(({ value, words: said }) => {
    const option = document.createElement("option");
    option.value = value;
    option.label = said;
    return option;
  });
  document.getElementById("meanings").replaceChildren(...options);
  if (meanings.length) {
    right.value = meanings[0].value;
    document.getElementById("meaning").textContent = `Read as ${meanings[0].words}${meanings.length > 1 ? `, or ${meanings.slice(1).map((m) => m.words).join("; ")}` : ""}.`;
  }
}

for (const text of document.querySelectorAll(".reading")) {
  const first = text.querySelector("mark");
  if (first) text.scrollTop = first.offsetTop - text.offsetTop - 60;
}
