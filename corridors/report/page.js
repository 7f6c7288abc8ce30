"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const each = (query, act) => document.querySelectorAll(query).forEach(act);
  let chosen = null;

  // -- choosing a corridor: its ways, rows and figures stand out
  function choose(of) {
    chosen = chosen === of ? null : of;
    document.body.classList.toggle("chosen", chosen !== null);
    each("[data-of]", (e) => e.classList.toggle("on", e.dataset.of === chosen));
    each("[data-choose][aria-pressed]", (e) => e.setAttribute("aria-pressed", String(e.dataset.choose === chosen)));
    each("[data-panel]", (e) => { e.hidden = e.dataset.panel !== chosen; });
    const way = chosen && document.querySelector(`.way[data-of="${chosen}"]`);
    if (way && way !== document.activeElement) way.parentNode.insertBefore(way, document.querySelector(".map .end"));
  }

  document.addEventListener("click", (event) => {
    const source = event.target.closest(".source");
    if (source) { show(source); return; }
    if (!event.target.closest("#shown")) hide();
    const found = event.target.closest("[data-choose]");
    if (found) choose(found.dataset.choose);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (!shown.hidden) hide(); else if (chosen) choose(chosen);
    }
    const way = event.target.closest && event.target.closest(".way");
    if (way && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); choose(way.dataset.choose); }
  });

  // -- sources of a figure, beside it
  const shown = document.getElementById("shown");
  let leaving = 0;

  function hide() {
    shown.hidden = true;
    each("[aria-describedby=shown]", (e) => e.removeAttribute("aria-describedby"));
  }

  function show(button) {
    clearTimeout(leaving);
    hide();
    shown.replaceChildren(...(data.figures[button.dataset.sources] || []).map(line));
    button.setAttribute("aria-describedby", "shown");
    shown.hidden = false;
    const box = button.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - shown.offsetWidth - 8));
    const below = box.bottom + shown.offsetHeight + 10 < innerHeight || box.top < shown.offsetHeight + 10;
    shown.style.left = `${left + scrollX}px`;
    shown.style.top = `${(below ? box.bottom + 6 : box.top - shown.offsetHeight - 6) + scrollY}px`;
  }

  function line(number) {
    const [title, published, url] = data.sources[number];
    const text = document.createElement("p");
    text.append(`${number}. `);
    const name = document.createElement(url ? "a" : "span");
    if (url) { name.href = url; name.rel = "noopener noreferrer"; }
    name.lang = "en";
    name.textContent = title;
    text.append(name, published ? `. ${published}` : "");
    return text;
  }

  const later = () => { leaving = setTimeout(hide, 250); };
  document.addEventListener("pointerover", (event) => {
    const source = event.target.closest(".source");
    if (source) show(source);
    else if (event.target.closest("#shown")) clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => { if (event.target.closest(".source, #shown")) later(); });
  document.addEventListener("focusin", (event) => {
    const source = event.target.closest(".source");
    if (source) show(source); else if (event.target.closest("#shown")) clearTimeout(leaving); else hide();
  });

  // -- on paper every part is open but the long lists of elements
  addEventListener("beforeprint", () => each("#sources > details", (e) => { e.open = true; }));
})();
