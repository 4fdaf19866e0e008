// Says how many digits are typed and missing, and sets them in tens; the form works without it.
const field = document.querySelector("[data-dice]");
const count = document.querySelector("[data-count]");
const needed = Number(field.dataset.dice);

function tell() {
  const digits = field.value.replace(/\s/g, "");
  const atEnd = field.selectionStart === field.value.length;
  if (atEnd && /^\d*$/.test(digits)) field.value = digits.replace(/(\d{10})(?=\d)/g, "$1 ");
  const missing = Math.max(needed - digits.length, 0);
  count.textContent = count.dataset.count.replace("{typed}", digits.length).replace("{missing}", missing);
  count.hidden = digits.length === 0;
}

field.addEventListener("input", tell);
tell();
