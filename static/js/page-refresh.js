// The server's templates are the only place that words a finished piece: fetch the page again and take over its sections.

/** Replace what every [data-refresh] section holds by what the server now says, but for some of them. */
export async function refreshPage({ except = [] } = {}) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const section of document.querySelectorAll("[data-refresh]")) {
    const twin = fresh.querySelector(`[data-refresh="${section.dataset.refresh}"]`);
    if (!twin || except.includes(section.dataset.refresh)) continue;
    section.replaceChildren(...twin.childNodes);
    section.hidden = twin.hidden;
  }
  const fallback = fresh.querySelector("[data-fallback]");
  if (fallback) document.querySelector("[data-fallback]")?.replaceChildren(...fallback.childNodes);
  document.title = fresh.title;
}
