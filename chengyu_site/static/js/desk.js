// The curators' workplaces: a key does what the link, button or field that bears it in data-key does, and the place
// in the file that a page is about is scrolled to, within its own pane.
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const bearer = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!bearer) return;
    event.preventDefault();
    if (typing(bearer)) bearer.focus();
    else bearer.click();
  });

  const place = document.querySelector(".run--doubted mark");
  const pane = place?.closest(".desk__source");
  if (pane) pane.scrollTop += place.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
})();
