// Light or dark: the reader's choice, remembered, before anything is drawn. Without one, the system's.
(() => {
  const KEY = "theme";
  const CHOICES = { light: "not all", dark: "screen" };
  const sheet = document.getElementById("dark-sheet");
  const system = sheet.media;

  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is closed to us: the choice then lasts as long as the page
    }
  };

  const remember = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // as above
    }
  };

  const show = (theme) => {
    if (CHOICES[theme]) document.documentElement.dataset.theme = theme;
    sheet.media = CHOICES[theme] ?? system;
  };

  const isDark = () => matchMedia(sheet.media).matches;

  const label = (button) => {
    button.textContent = isDark() ? "浅色" : "深色";
    button.setAttribute("aria-label", isDark() ? "改用浅色" : "改用深色");
  };

  show(remembered());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme-switch");
    if (!button) return;
    button.hidden = false;
    label(button);
    button.addEventListener("click", () => {
      const theme = isDark() ? "light" : "dark";
      remember(theme);
      show(theme);
      label(button);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => label(button));
  });
})();
