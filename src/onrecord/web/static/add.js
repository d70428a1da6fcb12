// Dropping files on the form, and watching a job as it goes.

for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  const picked = form.querySelector("[data-picked]");
  const told = () => {
    picked.replaceChildren(...[...input.files].slice(0, 12).map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name}, ${Math.ceil(file.size / 1024).toLocaleString("en")} kB`;
      return item;
    }));
  };
  input.addEventListener("change", told);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("dragging"); });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("dragging"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; told(); }
  });
}

const job = document.querySelector("[data-job]");
if (job && job.dataset.over === "no") {
  const source = new EventSource(job.dataset.job);
  const words = job.querySelector("[data-words]");
  const progress = job.querySelector("[data-progress]");
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    words.textContent = told.words;
    if (told.expected) { progress.max = Math.max(told.expected, told.seen); if (told.seen) progress.value = told.seen; }
    if (told.over) { source.close(); location.reload(); }
  });
}
