"use strict";
(() => {
  const $ = (query, within = document) => within.querySelector(query);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const svg = $("#map"), world = $("#world"), names = $("#names"), tip = $("#tip"), panel = $("#card");
  const labels = JSON.parse($("#labels").textContent);
  const [, , homeWide, homeHigh] = svg.getAttribute("viewBox").split(" ").map(Number);
  const reach = svg.dataset.reach.split(" ").map(Number);
  const MOST = 40, NEAR = 3, CLOSE = 2.5;
  let wide = 1, high = 1, home = 1, scale = 1, x = 0, y = 0, near = false, fine = false, waiting = 0;

  // -- where the map lies in its window: a point p of the drawing stands at (x, y) + scale * p
  function keep() {
    scale = Math.min(Math.max(scale, home), home * MOST);
    for (const [axis, size] of [[0, wide], [1, high]]) {
      const from = reach[axis] * scale, to = reach[axis + 2] * scale, at = axis ? y : x;
      const held = to - from < size ? (size - from - to) / 2 : Math.min(-from, Math.max(size - to, at));
      if (axis) y = held; else x = held;
    }
  }

  function draw() {
    waiting = 0;
    world.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})`);
    const times = scale / home;
    if ((times > NEAR) !== fine) {
      fine = times > NEAR;
      for (const path of all("[data-fine]", world.parentNode)) {
        const shown = path.getAttribute("d");
        path.setAttribute("d", path.dataset.fine);
        path.dataset.fine = shown;
      }
    }
    svg.classList.toggle("close", times > CLOSE);
    near = times > 1.02;
    svg.classList.toggle("near", near);
    write();
  }

  const later = () => { if (!waiting) waiting = requestAnimationFrame(draw); };

  function fit(left, upper, right, lower, margin = 0) {
    const room = 1 - margin;
    scale = Math.min(wide * room / Math.max(right - left, 1e-6), high * room / Math.max(lower - upper, 1e-6));
    if (margin) scale = Math.min(scale, home * 14);
    x = wide / 2 - scale * (left + right) / 2;
    y = high / 2 - scale * (upper + lower) / 2;
    keep(); later();
  }

  function zoom(by, atX = wide / 2, atY = high / 2) {
    const before = scale;
    scale = Math.min(Math.max(scale * by, home), home * MOST);
    x = atX - (atX - x) * scale / before;
    y = atY - (atY - y) * scale / before;
    keep(); later();
  }

  function move(byX, byY) { x += byX; y += byY; keep(); later(); }
  const whole = () => fit(0, 0, homeWide, homeHigh);

  let printing = false;
  function resize() {
    const box = printing ? { width: 1180, height: 510 } : svg.getBoundingClientRect();
    if (!box.width || !box.height || (box.width === wide && box.height === high)) return;
    const middle = [(wide / 2 - x) / scale, (high / 2 - y) / scale], times = scale / home, first = wide === 1;
    wide = box.width; high = box.height;
    home = Math.min(wide / homeWide, high / homeHigh);
    svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    if (first || times < 1.02) { whole(); return; }
    scale = home * times; x = wide / 2 - scale * middle[0]; y = high / 2 - scale * middle[1];
    keep(); later();
  }

  // -- names: the most wanted first, none over another, more of them the nearer one is
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(names).fontFamily || "sans-serif";
  function measured(text, font, spacing) {
    pen.font = `${font} ${family}`;
    return pen.measureText(text).width * 1.04 + spacing * text.length;
  }
  for (const place of labels.places) place.push(measured(place[0], place[4] ? "700 13px" : "12px", 0));
  for (const country of labels.countries) {
    country[0] = country[0].toLocaleUpperCase("en");
    country.push(measured(country[0], "11.5px", 1.4));
  }

  function write() {
    const taken = [], found = [];
    const free = (box) => box[0] > 2 && box[1] > 2 && box[2] < wide - 2 && box[3] < high - 2 &&
      !taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3]);
    const put = (text, kind, spots, needed) => {
      const spot = spots.find((s) => free(s.box)) || (needed ? spots[0] : null);
      if (!spot) return;
      taken.push(spot.box);
      found.push([text, kind, spot]);
    };
    const seen = [];
    const times = scale / home;
    taken.push([wide - 56, 0, wide, 150]);
    for (const [name, px, py, rank, end, width] of labels.places) {
      const at = [x + scale * px, y + scale * py];
      if (at[0] < 0 || at[1] < 0 || at[0] > wide || at[1] > high || (!end && rank < 2 && times < CLOSE)) continue;
      seen.push([name, at, rank, end, width]);
      if (end) taken.push([at[0] - 6, at[1] - 6, at[0] + 6, at[1] + 6]);
    }
    const most = Math.max(14, wide * high / 9000);
    for (const [name, [ax, ay], , end, width] of seen) {
      if (found.length > most) break;
      const gap = end ? 9 : 6, up = end ? 13 : 12;
      const spot = (left, base, anchor) => {
        const from = left - (anchor === "start" ? 0 : anchor === "end" ? width : width / 2);
        return { x: left, y: base, anchor, box: [from - 1, base - up, from + width + 1, base + 4] };
      };
      put(name, end ? "bold" : "", [
        spot(ax + gap, ay + 4, "start"), spot(ax - gap, ay + 4, "end"), spot(ax, ay - gap, "middle"),
        spot(ax, ay + gap + 10, "middle"), spot(ax + gap, ay - 7, "start"), spot(ax - gap, ay - 7, "end"),
        spot(ax + gap, ay + 16, "start"), spot(ax - gap, ay + 16, "end"),
      ], end);
    }
    for (const [name, px, py, room, width] of labels.countries) {
      if (room * scale < width) continue;
      const ax = x + scale * px, ay = y + scale * py;
      put(name, "country", [0, -18, 18].map((by) => ({ x: ax, y: ay + by + 4, anchor: "middle",
        box: [ax - width / 2, ay + by - 8, ax + width / 2, ay + by + 7] })), false);
    }
    while (names.childNodes.length < found.length) names.append(document.createElementNS(svg.namespaceURI, "text"));
    while (names.childNodes.length > found.length) names.lastChild.remove();
    found.forEach(([text, kind, spot], i) => {
      const e = names.childNodes[i];
      if (e.textContent !== text) e.textContent = text;
      e.setAttribute("class", kind);
      e.setAttribute("x", spot.x.toFixed(1));
      e.setAttribute("y", spot.y.toFixed(1));
      e.setAttribute("text-anchor", spot.anchor);
    });
  }

  // -- layers: what is shown, and the dashes of lines that lie on each other
  const lines = new Map(all("#hits use").map((hit) => [hit.dataset.t, { hit, uses: [] }]));
  for (const use of all(".group use")) {
    if (!lines.has(use.dataset.t)) lines.set(use.dataset.t, { hit: null, uses: [] });  // nothing is told of it
    lines.get(use.dataset.t).uses.push(use);
  }
  const byShape = new Map();
  for (const { uses } of lines.values()) {
    for (const use of uses) {
      if (use.parentNode.classList.contains("halo")) continue;
      const key = use.getAttribute("href");
      if (!byShape.has(key)) byShape.set(key, []);
      byShape.get(key).push(use);
    }
  }
  const order = all(".group"), above = $("#picked");
  let chosen = null;
  const modeOf = (use) => (/\bm-(\w+)/.exec(use.getAttribute("class")) || ["", ""])[1];

  function layers() {
    const off = new Set(all("[data-layer]").filter((e) => !e.checked).map((e) => e.dataset.layer));
    const gone = new Set(all("[data-mode]").filter((e) => !e.checked).map((e) => e.dataset.mode));
    const hidden = (use) => off.has(use.parentNode.dataset.group) || gone.has(modeOf(use));
    for (const { hit, uses } of lines.values()) {
      let any = false;
      for (const use of uses) { const away = hidden(use); use.style.display = away ? "none" : ""; any = any || !away; }
      if (hit) hit.style.display = any ? "" : "none";
    }
    for (const uses of byShape.values()) {
      const shown = uses.filter((use) => use.style.display !== "none");
      shown.forEach((use, turn) => {
        const alone = shown.length < 2 || use.parentNode.dataset.group === chosen;
        const mode = modeOf(use), water = mode === "sea" || mode === "ferry", step = water ? 6.1 : 9;
        use.style.strokeDasharray = alone ? "" : water ? `0.1 ${(step * shown.length - 0.1).toFixed(1)}` : `${step} ${step * (shown.length - 1)}`;
        use.style.strokeDashoffset = alone ? "" : String(-step * turn);
      });
    }
  }

  // -- cards: what the tables say of a line, a place or a corridor
  function make(tag, text, kind) {
    const e = document.createElement(tag);
    if (text) e.textContent = text;
    if (kind) e.className = kind;
    return e;
  }

  function card(keys, title, sourced) {
    const parts = [], cited = new Set();
    if (title) { const part = make("div"); part.append(make("h3", title)); parts.push(part); }
    for (const key of keys) {
      const row = document.getElementById(key);
      if (!row) continue;
      const part = make("div"), list = make("dl", "", "facts");
      part.append(make("h3", row.firstElementChild.textContent));
      const heads = all("thead th", row.closest("table"));
      [...row.cells].slice(1).forEach((cell, i) => {
        if (!cell.textContent) return;
        const said = make("dd");
        said.append(...cell.cloneNode(true).childNodes);
        for (const link of all("a", said)) {
          cited.add(Number(link.hash.slice(2)));
          if (!sourced) link.remove();
        }
        for (const many of all("details", said)) many.remove();
        list.append(make("dt", heads[i + 1].textContent), said);
      });
      part.append(list);
      parts.push(part);
    }
    if (sourced && cited.size) {
      const list = make("ul", "", "cites"), many = make("details");
      many.append(make("summary", `${cited.size} sources`), list);
      for (const number of [...cited].sort((a, b) => a - b)) {
        const item = make("li", `${number}. `), source = document.getElementById(`s${number}`);
        item.append(...source.cloneNode(true).childNodes);
        list.append(item);
      }
      parts[parts.length - 1].append(cited.size > 6 ? many : list);
    }
    return parts;
  }

  const keysOf = (e) => (e.dataset.e || "").split(" ").filter(Boolean);
  const help = $("#map-help");

  function pick(numbers, keys, title) {
    $("#picked").replaceChildren(...numbers.map((n) => {
      const use = document.createElementNS(svg.namespaceURI, "use");
      use.setAttribute("href", lines.get(n).hit.getAttribute("href"));
      return use;
    }));
    for (const row of all("tr.on")) row.classList.remove("on");
    for (const key of keys) { const row = document.getElementById(key); if (row) row.classList.add("on"); }
    const parts = card(keys, title, true);
    panel.replaceChildren(help, ...parts);
    help.hidden = parts.length > 0;
    panel.scrollTop = 0;
  }

  function choose(group, further = [], numbers = []) {
    chosen = group;
    svg.classList.toggle("chosen", group !== null);
    for (const e of order) { e.classList.toggle("on", e.dataset.group === group); above.before(e); }
    const on = order.find((e) => e.dataset.group === group);
    if (on) above.before(on);
    layers();
    const keys = [];
    for (const e of all("[data-choose]")) {
      e.setAttribute("aria-pressed", String(e.dataset.choose === group));
      if (e.dataset.choose === group) keys.push(...keysOf(e));
    }
    const lone = group !== null && !keys.length && !further.length;
    pick(numbers, [...keys, ...further], lone ? $(`[data-choose="${group}"]`).textContent : "");
  }

  function clicked(target) {
    const hit = target.closest("#hits use"), dot = target.closest(".dot");
    if (dot) { pick([], keysOf(dot), dot.dataset.title); return; }
    if (!hit) { choose(null); return; }
    const number = hit.dataset.t;
    if (!("byGroup" in svg.dataset)) { choose(null, keysOf(hit), [number]); return; }
    // of several on one line, each further click takes the next
    const of = [...new Set(byShape.get(hit.getAttribute("href")).filter((use) => use.style.display !== "none").map((use) => use.parentNode.dataset.group))];
    choose(of[(of.indexOf(chosen) + 1) % of.length], keysOf(hit), [number]);
  }

  function go(key) {
    const hits = [...lines.values()].map((line) => line.hit).filter((hit) => hit && keysOf(hit).includes(key));
    const dots = all(".dot").filter((dot) => keysOf(dot).includes(key));
    const button = all("[data-choose]").find((e) => keysOf(e).includes(key));
    if (button) choose(button.dataset.choose);
    else pick(hits.map((hit) => hit.dataset.t), [key], "");
    const shapes = hits.length ? hits.map((hit) => $(hit.getAttribute("href"))) : dots;
    const uses = button ? all(`[data-group="${button.dataset.choose}"] use`).map((use) => $(use.getAttribute("href"))) : shapes;
    if (!uses.length) return;
    const boxes = uses.map((e) => e.getBBox());
    fit(Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y)), Math.max(...boxes.map((b) => b.x + b.width)),
      Math.max(...boxes.map((b) => b.y + b.height)), 0.3);
    svg.scrollIntoView({ block: "nearest" });
  }

  // -- pointers
  const fingers = new Map();
  let moved = 0;
  const place = (event) => { const box = svg.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  svg.addEventListener("pointerdown", (event) => {
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, place(event));
    tip.hidden = true;
  });
  addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) { hover(event); return; }
    const now = place(event);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (moved > 4 && svg.setPointerCapture && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    if (fingers.size === 1) move(now[0] - before[0], now[1] - before[1]);
    else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const far = (p) => Math.max(1, Math.hypot(p[0] - other[0], p[1] - other[1]));
      zoom(far(now) / far(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    }
    fingers.set(event.pointerId, now);
  });
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, (event) => fingers.delete(event.pointerId));
  svg.addEventListener("click", (event) => { if (moved < 6) clicked(event.target); });
  svg.addEventListener("dblclick", (event) => { zoom(2, ...place(event)); });
  svg.addEventListener("wheel", (event) => {
    const by = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.04 : 0.0016));
    if (by < 1 && !near) return;  // seen whole already: the page scrolls on
    event.preventDefault();
    zoom(by, ...place(event));
  }, { passive: false });

  function hover(event) {
    const target = event.pointerType !== "touch" && event.target.closest && event.target.closest("#hits use,.dot");
    if (!target) { tip.hidden = true; return; }
    if (tip.shown !== target) tip.replaceChildren(...card(keysOf(target), target.dataset.title, false));
    tip.shown = target;
    tip.hidden = false;
    const box = [tip.offsetWidth, tip.offsetHeight], page = document.documentElement.clientWidth;
    const left = event.clientX + 16 + box[0] < page ? event.clientX + 16 : Math.max(4, event.clientX - box[0] - 16);
    const above = event.clientY + 16 + box[1] < innerHeight ? event.clientY + 16 : Math.max(4, event.clientY - box[1] - 12);
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${above + scrollY}px`;
  }

  // -- buttons and keys
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button"), link = event.target.closest('a[href^="#s"]');
    if (link) { const list = document.getElementById(link.hash.slice(1)); if (list) list.closest("details").open = true; }
    if (!button) return;
    if (button.dataset.zoom) ({ in: () => zoom(1.7), out: () => zoom(1 / 1.7), all: whole })[button.dataset.zoom]();
    else if (button.dataset.choose) choose(chosen === button.dataset.choose ? null : button.dataset.choose);
    else if (button.dataset.go) go(button.dataset.go);
  });
  document.addEventListener("change", (event) => { if (event.target.matches("[data-layer],[data-mode]")) layers(); });
  svg.addEventListener("keydown", (event) => {
    const step = 70, acts = {
      ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0), ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step),
      "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), "0": whole, Home: whole,
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { tip.hidden = true; choose(null); } });

  // on paper the map has a size of its own, and is drawn before it is needed
  addEventListener("beforeprint", () => { printing = true; resize(); draw(); });
  addEventListener("afterprint", () => { printing = false; resize(); });

  layers();
  new ResizeObserver(resize).observe(svg);
  resize();
})();
