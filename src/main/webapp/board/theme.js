// Loaded before anything is shown, so that a page in the dark never begins with a flash of white.
(() => {
  try {
    const theme = localStorage.getItem("tutti.theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Where nothing may be kept, the system's choice stands.
  }
})();
