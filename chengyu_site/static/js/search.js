// The search page, quicker: results change in place. Without this script its form, links and pages do the same.
(() => {
  const TYPING_PAUSE = 350; // ms without a keystroke before a search is sent
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const result = document.getElementById("result");
  const announcement = document.getElementById("announcement");
  let pause;
  let filtersOpen = false;

  document.documentElement.classList.add("scripted");

  const send = (element, name) => element.dispatchEvent(new CustomEvent(name, { bubbles: true }));

  // What is typed step by step replaces the address; what is chosen is a step of its own to go back to.
  const searchAs = (typed) => {
    form.setAttribute("hx-push-url", typed ? "false" : "true");
    form.setAttribute("hx-replace-url", typed ? "true" : "false");
    send(form, "search:changed");
  };

  const afterPause = (event, action) => {
    clearTimeout(pause);
    if (event.isComposing) return; // an input method is at work: compositionend comes with the word
    pause = setTimeout(action, TYPING_PAUSE);
  };

  const typed = (event) => {
    if (event.target === box) afterPause(event, () => searchAs(true));
    if (event.target.dataset.narrows) afterPause(event, () => send(event.target, "search:narrow"));
  };

  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    form.setAttribute("hx-push-url", "true");
    form.setAttribute("hx-replace-url", "false");
  }, true);

  document.addEventListener("change", (event) => {
    if (["checkbox", "month"].includes(event.target.type) && event.target.form === form) searchAs(false);
  });

  const filters = () => document.getElementById("filters");
  const sheet = () => document.querySelector(".filters__body");
  let sheetScrolled = 0;
  let focused = "";

  const close = (details) => {
    details.open = false;
    details.querySelector("summary").focus();
  };

  document.addEventListener("toggle", (event) => {
    if (event.target.id === "filters") filtersOpen = event.target.open;
  }, true);

  document.addEventListener("click", (event) => {
    const closes = event.target.closest("[data-closes-filters]");
    if (closes) event.preventDefault(); // what it would send is on the page already
    if (closes || event.target === filters()) close(filters());
    const menu = document.getElementById("take");
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of [filters(), document.getElementById("take")]) {
      if (open?.open && open.contains(event.target)) close(open);
    }
  });

  // Whoever leaves the sheet by the keyboard would be behind it.
  document.addEventListener("focusin", (event) => {
    if (!filters()?.open || filters().contains(event.target)) return;
    if (getComputedStyle(sheet()).position === "fixed") filters().open = false;
  });

  document.addEventListener("htmx:beforeSwap", () => {
    sheetScrolled = sheet()?.scrollTop ?? 0;
    focused = filters()?.contains(document.activeElement) ? document.activeElement.id : "";
  });

  // Addresses leave out what is empty.
  document.addEventListener("htmx:configRequest", (event) => {
    for (const [name, value] of [...event.detail.parameters.entries()]) {
      if (value === "") event.detail.parameters.delete(name);
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== result) return;
    if (filters()) filters().open = filtersOpen;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true }); // what is folded took none
    sheet()?.scrollTo({ top: sheetScrolled, behavior: "instant" });
    const shown = result.firstElementChild;
    announcement.textContent = shown.dataset.announcement;
    if (document.activeElement !== box) box.value = shown.dataset.query;
  });

  document.addEventListener("htmx:sendError", () => {
    announcement.textContent = "网络不通，结果没有更新";
  });
})();
