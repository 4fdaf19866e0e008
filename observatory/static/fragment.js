// A code behind the # of an address never reaches the server's log: it goes into the field here.
const code = decodeURIComponent(window.location.hash.slice(1));
const field = document.querySelector("main form input[type=text]");
if (code && field && !field.value && !document.getElementById(code)) {
  field.value = code;
  window.history.replaceState(null, "", window.location.pathname);
}
