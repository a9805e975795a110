// Steps through the matches of a search in an article: 上一处, 下一处, n/m.
(() => {
  const bar = document.querySelector("[data-matches]");
  const matches = [...document.querySelectorAll(".match")];
  if (!bar) return;
  const place = bar.querySelector("[data-place]");
  let current = -1;

  const show = () => {
    place.textContent = matches.length ? `${current + 1}/${matches.length}` : "无匹配处";
  };

  const step = (by) => {
    current = (Math.max(current, by > 0 ? -1 : 0) + by + matches.length) % matches.length;
    matches[current].closest("details")?.setAttribute("open", "");
    matches[current].focus({ preventScroll: true });
    matches[current].scrollIntoView({ block: "center" });
    show();
  };

  for (const button of bar.querySelectorAll("[data-step]")) {
    button.hidden = matches.length === 0;
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  document.addEventListener("focusin", (event) => {
    const at = matches.indexOf(event.target);
    if (at === -1) return;
    current = at;
    show();
  });

  const target = location.hash && document.getElementById(location.hash.slice(1));
  const first = target ? matches.findIndex((match) => target.contains(match)) : -1;
  current = first === -1 ? Math.min(0, matches.length - 1) : first;
  show();
})();
