const shown = document.documentElement.dataset.version;
const events = new EventSource("events");
events.onmessage = (event) => {
  document.body.classList.remove("gone");
  if (event.data !== shown) location.reload();
};
events.onerror = () => document.body.classList.add("gone");
