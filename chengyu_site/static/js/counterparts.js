// On a source page, pointing at a run or an article lights the other.
(() => {
  const owners = [...document.querySelectorAll("[data-article]")];

  const light = (target) => {
    const owner = target?.closest?.("[data-article]");
    const number = owner?.dataset.article;
    for (const other of owners) {
      other.classList.toggle("is-lit", Boolean(number) && number !== "0" && other.dataset.article === number);
    }
  };

  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => light(event.target));
})();
