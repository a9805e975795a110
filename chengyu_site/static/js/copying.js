// Copies a citation in one click, and says that it did.
(() => {
  const said = document.getElementById("copied");

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = "引文已复制";
      button.textContent = "已复制";
    } catch {
      // Without the clipboard (an unencrypted site, a refusal) the text is selected, ready for the reader's own copy.
      getSelection().selectAllChildren(text);
      said.textContent = "引文已选中，请按复制键";
      button.textContent = "已选中";
    }
    setTimeout(() => { button.textContent = "复制"; }, 2000);
  };

  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
})();
