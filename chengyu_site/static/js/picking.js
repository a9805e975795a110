// Hits that a reader ticks are remembered while the tab is open, from page to page and search to search.
// Without this script the form sends what is ticked on its own page, and a cookie keeps it.
(() => {
  const KEY = "picked";
  const form = () => document.getElementById("picked");
  const boxes = () => document.querySelectorAll("input[data-picks]");
  const most = () => Number(form()?.dataset.most ?? 0);

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    } catch {
      return []; // storage is closed to us, or holds something else: what is ticked lasts as long as the page
    }
  };

  let picked = read();

  const remember = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(picked));
    } catch {
      // as above
    }
  };

  const show = () => {
    for (const box of boxes()) box.checked = picked.includes(box.value);
    const count = form()?.querySelector("[data-picked-count]");
    if (!count) return;
    count.textContent = picked.length < most() ? `已勾选 ${picked.length} 篇` : `已勾选 ${picked.length} 篇，到上限了`;
    form().classList.toggle("picked-bar--some", picked.length > 0);
    for (const part of form().querySelectorAll("[data-picked-scripted]")) part.hidden = false;
  };

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("input[data-picks]")) return;
    const id = event.target.value;
    picked = picked.filter((other) => other !== id);
    if (event.target.checked && picked.length < most()) picked.push(id);
    remember();
    show();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.matches?.("[data-picked-clear]")) return;
    picked = [];
    remember();
    show();
  });

  document.addEventListener("formdata", (event) => {
    if (event.target !== form()) return; // its own id is hidden behind the fields of that name
    event.formData.delete("id");
    event.formData.delete("kept"); // for browsers without scripts; htmx puts what is in <noscript> on the page too
    for (const id of picked) event.formData.append("id", id);
  });

  document.addEventListener("htmx:afterSwap", show);
  // A page that another one of the browser's history led back to keeps its boxes: they are set anew.
  window.addEventListener("pageshow", () => {
    const named = new URLSearchParams(location.search).getAll("id");
    picked = named.length ? named : read();
    remember();
    show();
  });
})();
