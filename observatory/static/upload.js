// Shows how much of a large file is sent; without it the form is sent as any other.
const box = document.querySelector("[data-upload]");
const form = box && box.querySelector("form");

function showBar() {
  const label = document.createElement("p");
  label.textContent = box.dataset.upload;
  label.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", box.dataset.upload);
  box.append(label, bar);
  return bar;
}

function send(event) {
  if (!form.querySelector("input[type=file]").files.length) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  const bar = showBar();
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) bar.value = sent.loaded / sent.total;
  });
  request.addEventListener("load", () => {
    if (request.status < 400 && request.responseURL !== window.location.href) {
      window.location.assign(request.responseURL);
      return;
    }
    document.open();
    document.write(request.responseText);
    document.close();
  });
  // Where the script cannot send, the browser can.
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.getAttribute("action") || window.location.href);
  request.send(new FormData(form));
  form.hidden = true;
}

if (form) {
  form.addEventListener("submit", send);
}
