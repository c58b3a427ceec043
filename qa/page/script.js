// A marker shows its cited words. Plain links would not do: the page has a <base> address, so
// that following one would load it anew, and the words may lie in a folded conversation turn.
document.addEventListener("click", (event) => {
  const marker = event.target.closest?.("a.cite");
  if (!marker) return;
  event.preventDefault();
  const words = document.getElementById(marker.getAttribute("href").split("#")[1]);
  if (!words) return;
  words.closest("details").open = true;
  words.scrollIntoView({ behavior: "smooth", block: "nearest" });
  words.focus({ preventScroll: true });
  for (const other of document.querySelectorAll(".citation.shown")) other.classList.remove("shown");
  words.classList.add("shown");
}, true);

// The chat brings a new question to its top, so that a long answer is read from its beginning.
let length = 0;
new MutationObserver(() => {
  const said = document.querySelectorAll("#chat .asked, #chat .answer p, #chat .fault");
  if (said.length === length) return;
  length = said.length;
  const asked = [...document.querySelectorAll("#chat .asked")].pop();
  const log = asked?.closest("[role=log]");
  if (!log) return;
  log.scrollTop += asked.getBoundingClientRect().top - log.getBoundingClientRect().top - 24;
}).observe(document, { childList: true, subtree: true });
