// Links to a bar, [data-measure] outside a drawing: they bring the bar of the page's score into view and mark it for a moment.

const SHOWN_MS = 2600;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-measure]");
  if (!link) return;
  const bar = document.querySelector(`.sheet g[data-measure="${Number(link.dataset.measure)}"]`);
  if (!bar) return;
  event.preventDefault();
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  bar.scrollIntoView({ block: "center", inline: "center", behavior });
  bar.classList.add("is-pointed");
  setTimeout(() => bar.classList.remove("is-pointed"), SHOWN_MS);
});
