// Offers 核引 and 沿革 for what is selected in an article. Behind the paragraph, so that Tab leads from there to the offer.
(() => {
  const LONGEST = 500;
  const bar = document.getElementById("selected");
  const article = bar?.closest("article");
  if (!article) return;
  const links = [...bar.querySelectorAll("a")];
  const counted = /[\p{L}\p{N}]/gu;

  const hide = () => { bar.hidden = true; };

  const offer = () => {
    if (bar.contains(document.activeElement)) return;
    const selection = getSelection();
    const text = selection.toString().replace(/\s+/gu, " ").trim();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const block = range && [...article.querySelectorAll("p[id]")].findLast((one) => range.intersectsNode(one));
    const length = text.match(counted)?.length ?? 0;
    for (const link of links) link.hidden = length < Number(link.dataset.least);
    if (!block || text.length > LONGEST || links.every((link) => link.hidden)) return hide();
    for (const link of links) link.search = new URLSearchParams({ q: text });
    if (block.nextElementSibling !== bar) block.after(bar);
    bar.hidden = false;
    const rects = range.getClientRects();
    const last = rects[rects.length - 1];
    const frame = bar.offsetParent.getBoundingClientRect();
    bar.style.top = `${last.bottom - frame.top + 4}px`;
    bar.style.left = `${Math.max(0, Math.min(last.right - frame.left - bar.offsetWidth, frame.width - bar.offsetWidth))}px`;
  };

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    // From the text, which lies in what has the focus, Tab leads to the offer, wherever the browser would have begun.
    if (event.key !== "Tab" || event.shiftKey || bar.hidden || !document.activeElement.contains(bar)) return;
    event.preventDefault();
    links.find((link) => !link.hidden).focus();
  });
})();
