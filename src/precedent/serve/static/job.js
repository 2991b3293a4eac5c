// Follows a job; when it ends, the page is loaded again and shows what came of it.
const job = document.getElementById("job");
const bar = document.getElementById("job-bar");
const source = new EventSource(job.dataset.progress);
source.addEventListener("running", ({ data }) => {
  const { words, done, of } = JSON.parse(data);
  document.getElementById("job-words").textContent = `${words[0].toUpperCase()}${words.slice(1)}.`;
  if (of) Object.assign(bar, { max: of, value: done ?? 0 });
});
for (const end of ["done", "failed", "stopped"])
  source.addEventListener(end, () => {
    source.close();
    location.reload();
  });
