// Shows how far a job is: asks the address in data-progress-url, reloads when the job ends.
const box = document.querySelector("[data-progress-url]");
const PAUSE = 1500;
const SLOWEST = 12000;

function show(job) {
  const bar = box.querySelector("progress");
  const stage = box.querySelector("[data-progress-stage]");
  if (job.progress > 0) {
    bar.max = 1;
    bar.value = job.progress;
  }
  if (job.stage && stage.textContent !== job.stage) {
    stage.textContent = job.stage;
  }
}

async function ask(pause) {
  let next = PAUSE;
  try {
    const answer = await fetch(box.dataset.progressUrl, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const job = await answer.json();
    if (job.state !== "queued" && job.state !== "running") {
      window.location.reload();
      return;
    }
    show(job);
  } catch {
    next = Math.min(pause * 2, SLOWEST);
  }
  window.setTimeout(ask, next, next);
}

if (box) {
  window.setTimeout(ask, PAUSE, PAUSE);
}
