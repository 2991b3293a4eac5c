// What every page has: the reader's own clock beside times that carry an offset.
for (const time of document.querySelectorAll("time[datetime*='T']")) {
  const at = new Date(time.dateTime);
  if (/([+-]\d\d:?\d\d|Z)$/.test(time.dateTime) && !Number.isNaN(at.getTime())) {
    const here = document.createElement("span");
    here.className = "here";
    here.textContent = ` (${at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" })} here)`;
    time.after(here);
  }
}
