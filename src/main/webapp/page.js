// The page cannot know beforehand under which address it is served.
for (const base of document.querySelectorAll(".base")) {
  base.textContent = new URL(".", location.href).href;
}
