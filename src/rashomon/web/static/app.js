/* The pages read without this. It adds, with base.js: keys, links to copy, a peek at a statement, and news as it comes. */
(() => {
  "use strict";
  const { $, $$, make, say, stored, store, step, copy, keyboard, themer, root, here } = rashomon;
  const version = root.dataset.version;
  const seenKey = "rashomon-seen " + root.dataset.story;
  const live = $("#live");

  /* what was last seen: kept in this browser, under the story's folder */
  const seen = () => stored(seenKey) || "";
  const markSeen = () => {
    if (!version) return;
    store(seenKey, version);
    draw();
    $$(".tag.new").forEach((node) => node.remove());
    say("Marked as seen");
  };
  if (version && !seen()) store(seenKey, version);

  /* news: shown in the bar, and nothing else moves until the reader asks */
  let ahead = null;      // what the server has beyond this page
  let missed = null;     // what this page has beyond what was last seen
  const number = (count) => count === 1 ? "1 new" : count + " new";
  const title = document.title;
  const draw = () => {
    const parts = [];
    document.title = ahead?.count && version !== ahead.version ? "(" + number(ahead.count) + ") " + title : title;
    if (ahead?.arriving) {
      parts.push(make("span", { className: "coming", textContent: "Coming in: " + ahead.arriving, title: [...ahead.titles, "Read, and not yet woven into the record"].join("\n") }));
    }
    if (ahead?.trouble && !version) parts.push(make("span", { textContent: "Waiting for a record" }));
    if (ahead && version !== ahead.version && ahead.version) {
      const show = make("a", { className: "tool", href: location.href, textContent: (ahead.count ? number(ahead.count) : "Newer record") + ", show" });
      show.title = ahead.words ? "New: " + ahead.words : "The record was built anew";
      show.id = "show-new";
      show.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
      parts.push(make("span", { className: "dot" }), show);
    } else if (missed?.count && seen() !== version) {
      parts.push(make("a", { href: "/changes?since=" + encodeURIComponent(seen()), textContent: missed.count + " since you last looked" }));
      const done = make("button", { className: "tool", type: "button", textContent: "Mark seen" });
      done.addEventListener("click", markSeen);
      parts.push(done);
    }
    live.replaceChildren(...parts);
  };
  const tagNew = (changes) => {
    const keys = [...changes.claims, ...changes.origins].map((c) => "c-" + c.claim).concat(changes.contradictions.map((v) => "v-" + v.divergence));
    for (const key of keys) {
      const node = document.getElementById(key);
      const place = node && ($("h3, h4, a", node) || node);
      if (place && !$(".tag.new", node)) place.append(" ", make("span", { className: "tag new", textContent: "new" }));
    }
  };
  if (version && seen() !== version) {
    fetch("/changes.json?since=" + encodeURIComponent(seen())).then((answer) => answer.ok ? answer.json() : null).then((found) => {
      if (!found?.known) { if (found) store(seenKey, version); return; }
      missed = found;
      if (!found.count) store(seenKey, version);
      tagNew(found.changes);
      draw();
    }).catch(() => { /* the stream says when the server is there again */ });
  }
  /* one stream for each page that is in sight: browsers allow six to one server, and a desk has more tabs than that */
  let stream = null;
  const listen = () => {
    const wanted = document.visibilityState === "visible" && "EventSource" in window;
    if (!wanted) { stream?.close(); stream = null; return; }
    if (stream) return;
    stream = new EventSource("/events?since=" + encodeURIComponent(version));
    stream.addEventListener("news", (event) => {
      ahead = JSON.parse(event.data);
      root.dataset.live = ahead.version || "none";
      if (!version && ahead.version) say("A record has arrived");
      draw();
    });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { stream?.close(); stream = null; });
  addEventListener("pageshow", listen);
  listen();

  /* keys */
  const open = () => here()?.querySelector("a.open, h3 a, h4 a, .said a, th a, a.ref, .ref a, a")?.click();
  const source = () => here()?.querySelector("a.ref, .ref a, a[href^='/statements/'], a[href^='/sources/']")?.click();
  const link = () => {
    const path = here()?.querySelector("a[href^='/claims/'], a[href^='/divergences/'], a[href^='/people/'], a[href^='/statements/']")?.href;
    return path || location.href.split("#")[0];
  };
  const update = () => {
    const show = $("#show-new");
    if (show) return show.click();
    if (missed?.count) return location.assign("/changes?since=" + encodeURIComponent(seen()));
    say("Nothing new");
  };
  keyboard([
    ["j", "next entry", () => step(1)],
    ["k", "previous entry", () => step(-1)],
    ["o", "open the entry", open],
    ["s", "open the statement behind the entry, in its passage", source],
    ["u", "show what is new", update],
    ["m", "mark all as seen", markSeen],
    ["/", "search", () => { $("#find")?.focus(); }],
    ["c", "copy a link to the entry", () => copy(link())],
    ["b", "back to where you were", () => history.back()],
    ["t", "light or dark", () => themer.click()],
  ]);

  /* where the views stand in one row that scrolls, the current one is in sight */
  const current = $(".contents [aria-current]");
  if (current) current.closest("ol").scrollLeft = current.offsetLeft - 40;

  /* the reader's own zone among the clocks */
  const zones = $("select#zone");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zones && own && own !== "UTC") {
    const known = $$("option", zones).find((option) => option.value === own);
    if (known) known.textContent = own + " (yours)";
    else zones.append(make("option", { value: own, textContent: own + " (yours)" }));
  }

  /* a statement in its text: the whole of it is lit, not only its first run */
  const light = () => {
    let note = null;
    if (location.hash.length < 2) return;
    try { note = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    $$("mark.lit").forEach((node) => { if (!node.closest(".context")) node.classList.remove("lit"); });
    if (!note?.matches(".sn")) return;
    const number = note.textContent.trim();
    $$("mark[data-s]").forEach((node) => { if (node.dataset.s.split(" ").includes(number)) node.classList.add("lit"); });
  };
  addEventListener("hashchange", light);
  light();

  /* a peek at the statement behind a pointer */
  const peek = make("div", { className: "peek", hidden: true });
  peek.setAttribute("aria-hidden", "true");
  document.body.append(peek);
  const found = new Map();
  let wanted = null;
  const show = async (pointer) => {
    wanted = pointer;
    await new Promise((done) => { setTimeout(done, 120); });
    if (wanted !== pointer) return;
    const path = new URL(pointer.href).pathname + ".json";
    if (!found.has(path)) found.set(path, fetch(path).then((answer) => answer.ok ? answer.json() : null).catch(() => null));
    const told = await found.get(path);
    if (!told || wanted !== pointer) return;
    peek.replaceChildren(
      make("p", { className: "card-head" }, make("b", { textContent: told.label + " " + told.account }), make("span", { textContent: (told.statement.published || "").replace("T", " ").replace(/(:\d\d)?(\.\d+)?Z$/, " UTC") })),
      make("p", { className: "said", textContent: told.statement.text.slice(0, 420) }),
      make("p", { className: "small", textContent: told.speaker }),
    );
    peek.hidden = false;
    const box = pointer.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - peek.offsetWidth - 12));
    const below = box.bottom + peek.offsetHeight + 12 < innerHeight;
    peek.style.left = left + scrollX + "px";
    peek.style.top = (below ? box.bottom + 6 : box.top - peek.offsetHeight - 6) + scrollY + "px";
  };
  const pointer = (event) => event.target.closest?.("a[href^='/statements/']");
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => { const a = pointer(event); if (a) show(a); });
  for (const kind of ["pointerout", "focusout"]) document.addEventListener(kind, (event) => { if (pointer(event)) { wanted = null; peek.hidden = true; } });

  /* print everything */
  let closed = [];
  addEventListener("beforeprint", () => { closed = $$("details:not([open]):not(.screen):not(.further)"); closed.forEach((node) => { node.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((node) => { node.open = false; }); });
})();
