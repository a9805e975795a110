// While an input method composes, Enter selects a candidate: it must not send the form.
(() => {
  let composing = false;

  document.addEventListener("compositionstart", () => { composing = true; }, true);
  document.addEventListener("compositionend", () => { composing = false; }, true);
  document.addEventListener("keydown", (event) => {
    // 229 is what some browsers report for the key that ends a composition, after isComposing is already false.
    if (event.key === "Enter" && (event.isComposing || composing || event.keyCode === 229)) event.preventDefault();
  }, true);
  document.addEventListener("submit", (event) => {
    if (composing) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
})();
