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
