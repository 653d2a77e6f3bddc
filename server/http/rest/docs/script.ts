/** Search, copying, and where one is; the page is whole without it. */
export const script = `(() => {
const search = document.getElementById("search"), nothing = document.getElementById("nothing"), menu = document.getElementById("menu");
const lines = [...document.querySelectorAll("nav li")];
const wide = matchMedia("(min-width: 900px)");
const fit = () => { menu.open = wide.matches; };
fit(); wide.addEventListener("change", fit);
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let found = 0;
  for (const line of lines) {
    line.hidden = !words.every((word) => line.dataset.words.includes(word));
    if (!line.hidden) found++;
  }
  for (const part of document.querySelectorAll("nav section")) part.hidden = !part.querySelector("li:not([hidden])");
  nothing.hidden = found > 0;
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { search.value = ""; search.dispatchEvent(new Event("input")); }
  if (event.key === "Enter") document.querySelector("nav li:not([hidden]) a")?.click();
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); menu.open = true; search.focus(); }
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (button) {
    const word = button.textContent;
    await navigator.clipboard.writeText(button.closest("figure").querySelector("pre").textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = word; }, 1500);
  }
  if (event.target.closest("nav a") && !wide.matches) menu.open = false;
});
let current;
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) {
    current?.removeAttribute("aria-current");
    current = document.querySelector('nav a[href="#' + entry.target.id + '"]');
    current?.setAttribute("aria-current", "true");
    if (wide.matches && document.activeElement !== search) current?.scrollIntoView({ block: "nearest" });
  }
}, { rootMargin: "-10% 0px -80% 0px" });
for (const section of document.querySelectorAll("main > section[id]")) watcher.observe(section);
})();`;
