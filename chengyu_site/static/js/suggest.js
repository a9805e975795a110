// Names that fit what is being typed: people, themes, columns, terms, funds, titles. A combobox with a list below.
(() => {
  const PAUSE = 150; // ms without a keystroke
  const KINDS = { author: "作者", theme: "主题", column: "栏目", term: "词语", fund: "基金", title: "文章" };
  const box = document.getElementById("q");
  if (!box) return;

  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "建议");
  box.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) box.setAttribute(name, value);

  let pause;
  let asking;
  let active = -1;

  const options = () => [...list.children];

  const show = (visible) => {
    list.hidden = !visible;
    box.setAttribute("aria-expanded", String(visible));
    activate(-1);
  };

  const activate = (index) => {
    active = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", `suggestion-${index}`);
  };

  const close = () => {
    clearTimeout(pause);
    asking?.abort();
    show(false);
  };

  const span = (className, text) => {
    const element = document.createElement("span");
    element.className = className;
    element.textContent = text;
    return element;
  };

  const optionOf = (entry, at) => {
    const option = document.createElement("li");
    option.id = `suggestion-${at}`;
    option.setAttribute("role", "option");
    option.dataset.url = entry.url;
    option.append(span("suggestions__kind", KINDS[entry.kind] ?? ""), span("suggestions__text", entry.text));
    if (entry.detail) option.append(" ", span("suggestions__detail", entry.detail));
    return option;
  };

  const ask = async () => {
    const typed = box.value.trim();
    asking?.abort();
    if (!typed) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`/api/suggest?${new URLSearchParams({ q: typed, limit: 8 })}`, { signal: asking.signal });
      const entries = answer.ok ? await answer.json() : []; // without suggestions a search is typed out in full
      list.replaceChildren(...entries.map(optionOf));
      show(entries.length > 0 && document.activeElement === box);
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };

  const typed = (event) => {
    clearTimeout(pause);
    if (!event.isComposing) pause = setTimeout(ask, PAUSE);
  };

  const moves = { ArrowDown: 1, ArrowUp: -1 };

  box.addEventListener("input", typed);
  box.addEventListener("compositionend", typed);
  box.addEventListener("blur", close);
  box.form?.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const count = options().length;
    if (moves[event.key]) {
      event.preventDefault();
      activate((active + moves[event.key] + count + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % count);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options()[active].dataset.url);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  // mousedown, not click: by then the box has lost focus and the list is gone.
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-url]");
    event.preventDefault();
    if (option) location.assign(option.dataset.url);
  });
})();
