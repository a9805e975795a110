// The keyboard: "/" to the search box, j and k through hits or matches, "?" for the list of keys. Arrows scroll the
// page as ever, but from a hit's title they lead to the next hit.
(() => {
  const stops = () => [...document.querySelectorAll("[data-stop]")];

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  const step = (by) => {
    const all = stops();
    if (all.length === 0) return;
    const here = all.findIndex((stop) => stop.contains(document.activeElement));
    const next = here === -1 ? (by > 0 ? 0 : all.length - 1) : here + by;
    const stop = all[Math.min(Math.max(next, 0), all.length - 1)];
    const target = stop.querySelector(":is(h2, h3, h4) a") ?? stop;
    target.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "center" });
  };

  const toSearchBox = () => {
    const box = document.getElementById("q");
    if (!box) return;
    box.focus();
    box.select();
  };

  const openKeys = () => document.getElementById("keys").showModal();

  const onTitle = (target) => target.closest("[data-stop] :is(h2, h3, h4) a");

  const actions = { "/": toSearchBox, "?": openKeys, j: () => step(1), k: () => step(-1) };
  const fromTitle = { ArrowDown: actions.j, ArrowUp: actions.k };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const action = actions[event.key] ?? (onTitle(event.target) && fromTitle[event.key]);
    if (!action) return;
    event.preventDefault();
    action();
  });

  for (const opener of document.querySelectorAll("[data-opens-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", openKeys);
  }
})();
