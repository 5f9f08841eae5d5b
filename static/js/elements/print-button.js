// [data-print] prints the score as pages of paper, whatever layout is on the screen. Ctrl+P does the same.

const view = () => document.querySelector("sheet-view");

async function print() {
  await view()?.drawAs({ layout: "page" });
  globalThis.print();
  await view()?.drawAs();
}

document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "p" || !document.querySelector(".drawing")) return;
  event.preventDefault();
  print();
});
