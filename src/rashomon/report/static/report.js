/* The report reads without this. It adds: theme, filter by account and speaker, keyboard, permalinks, a peek at a source. */
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, set = {}, ...inside) => {
    const node = Object.assign(document.createElement(tag), set);
    node.append(...inside);
    return node;
  };
  const root = document.documentElement;
  const tools = $("#tools");
  const status = make("div", { className: "status" });
  status.setAttribute("role", "status");
  document.body.append(status);
  let clearing = 0;
  const say = (text) => {
    status.textContent = text;
    clearTimeout(clearing);
    clearing = setTimeout(() => { status.textContent = ""; }, 3500);
  };

  /* theme: follows the system until the reader chooses; the choice is kept where the browser allows it */
  const asked = new URLSearchParams(location.search).get("theme");
  const kept = () => { try { return localStorage.getItem("rashomon-theme"); } catch { return null; } };
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const themer = make("button", { className: "tool", type: "button" });
  const theme = (name) => {
    if (name === "dark" || name === "light") root.dataset.theme = name;
    themer.textContent = dark() ? "Light" : "Dark";
    themer.setAttribute("aria-label", dark() ? "Use light colours" : "Use dark colours");
  };
  themer.addEventListener("click", () => {
    theme(dark() ? "light" : "dark");
    try { localStorage.setItem("rashomon-theme", root.dataset.theme); } catch { /* private window */ }
  });
  theme(asked || kept());

  /* filter */
  const accounts = $$(".legend a").map((a) => [$(".badge", a).textContent, a.textContent.trim().replace(/\s+/g, " ")]);
  const people = $$("#people .people")[0] ? $$("tbody tr", $$("#people .people")[0]).filter((tr) => tr.querySelector("td.num").textContent.trim() !== "–").slice(0, 60).map((tr) => [tr.id, $("th span", tr).textContent]) : [];
  const select = (label, all, options) => {
    const box = make("select");
    box.setAttribute("aria-label", label);
    box.append(make("option", { value: "", textContent: all }));
    for (const [value, text] of options) box.append(make("option", { value, textContent: text }));
    box.addEventListener("change", filter);
    return box;
  };
  const has = (node, key, value) => !value || node.dataset[key] === undefined || (node.dataset[key] || "").split(" ").includes(value);
  const byAccount = select("Show only this account", "All accounts", accounts);
  const bySpeaker = select("Show only this speaker", "All speakers", people);
  const reset = make("button", { className: "tool", type: "button", textContent: "Show all", hidden: true });
  reset.addEventListener("click", () => { byAccount.value = ""; bySpeaker.value = ""; filter(); });
  function filter() {
    const account = byAccount.value, speaker = bySpeaker.value;
    let shown = 0;
    for (const node of $$(".item")) {
      const on = has(node, "o", account) && has(node, "p", speaker);
      node.classList.toggle("off", !on);
      shown += on;
    }
    for (const node of $$("article.source, details.alone, article.profile")) node.classList.toggle("off", !has(node, "o", account));
    root.classList.toggle("filtered", Boolean(account || speaker));
    reset.hidden = !(account || speaker);
    if (account || speaker) say(shown + " entries shown");
  }
  tools.append(make("div", { className: "filter" }, byAccount, bySpeaker, reset), themer);

  /* keyboard */
  const help = make("dialog");
  help.setAttribute("aria-label", "Keys");
  const keys = [["j", "next entry"], ["k", "previous entry"], ["o", "open the first source of the entry"], ["b", "back to where you were"], ["/", "filter"], ["c", "copy a link to the entry"], ["t", "light or dark"], ["?", "this list"], ["Esc", "close"]];
  help.append(make("p", { textContent: "Keys" }), make("dl", {}, ...keys.flatMap(([k, what]) => [make("dt", { textContent: k }), make("dd", { textContent: what })])), make("form", { method: "dialog" }));
  const close = make("button", { className: "tool", type: "button", textContent: "Close" });
  close.addEventListener("click", () => help.close());
  help.append(close);
  document.body.append(help);
  const asker = make("button", { className: "tool", type: "button", textContent: "Keys" });
  asker.addEventListener("click", () => help.showModal());
  tools.append(asker);
  let here = null;
  const entries = () => $$(".item").filter((node) => node.offsetParent !== null);
  const go = (node) => {
    if (!node) return;
    here?.classList.remove("here");
    here = node;
    here.classList.add("here");
    if (!here.hasAttribute("tabindex")) here.tabIndex = -1;
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "center" });
  };
  const step = (by) => {
    const all = entries();
    let at = all.indexOf(here);
    if (at < 0) {
      at = all.findIndex((node) => node.getBoundingClientRect().bottom > 80);
      return go(all[at]);
    }
    go(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  const link = (node) => {
    const anchor = node?.id || node?.querySelector("[href^='#s-'],[href^='#c-']")?.hash.slice(1) || location.hash.slice(1);
    return location.href.split("#")[0] + (anchor ? "#" + anchor : "");
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      say("Link copied");
    } catch {
      say(text);
    }
  };
  const act = {
    j: () => step(1), k: () => step(-1), t: () => themer.click(), "?": () => help.showModal(),
    "/": () => byAccount.focus(), b: () => history.back(), c: () => copy(link(here)),
    o: () => here?.querySelector("a.ref, td a, a[href^='#s-']")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    const run = act[event.key];
    if (run) { event.preventDefault(); run(); }
  });

  /* the whole of a statement is lit, not only its first run; what is folded away opens */
  const open = () => {
    $$("mark.lit").forEach((node) => node.classList.remove("lit"));
    let target = null;
    try { target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (!target) return;
    target.closest(".off")?.classList.remove("off");
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target.matches("details")) target.open = true;
    if (target.matches(".sn")) {
      target.closest(".source")?.classList.remove("off");
      const number = target.textContent.trim();
      $$("mark", target.closest(".source")).filter((node) => has(node, "s", number)).forEach((node) => node.classList.add("lit"));
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  /* a copy button on each claim and divergence */
  for (const node of $$("article.claim, article.parting")) {
    const button = make("button", { className: "tool copy", type: "button", textContent: "Copy link" });
    button.addEventListener("click", () => copy(link(node)));
    $("h3, h4", node).after(button);
  }

  /* a peek at the source beside a pointer */
  const peek = make("div", { className: "peek", hidden: true });
  peek.setAttribute("aria-hidden", "true");
  document.body.append(peek);
  const show = (pointer) => {
    const note = document.getElementById(pointer.hash.slice(1));
    const source = note?.closest(".source");
    if (!source) return;
    const number = note.textContent.trim();
    const words = $$("mark", source).filter((node) => has(node, "s", number)).map((node) => node.textContent).join(" … ");
    const when = $("time", note.closest(".post") || document.createElement("i"))?.textContent;
    peek.replaceChildren(
      make("p", { className: "card-head" }, make("b", { textContent: $("h3", source).textContent.trim() }), make("span", { textContent: when || "" })),
      make("p", { className: "said", textContent: words.slice(0, 420) }),
      make("p", { className: "small", textContent: note.title }),
    );
    peek.hidden = false;
    const box = pointer.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - peek.offsetWidth - 12));
    const below = box.bottom + peek.offsetHeight + 12 < innerHeight;
    peek.style.left = left + scrollX + "px";
    peek.style.top = (below ? box.bottom + 6 : box.top - peek.offsetHeight - 6) + scrollY + "px";
  };
  const pointer = (event) => event.target.closest?.("a[href^='#s-']");
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => { const a = pointer(event); if (a) show(a); });
  for (const kind of ["pointerout", "focusout"]) document.addEventListener(kind, (event) => { if (pointer(event)) peek.hidden = true; });

  /* where in the report the reader is */
  const places = new Map($$(".contents ol a").map((a) => [a.hash.slice(1), a]));
  const watch = new IntersectionObserver((seen) => {
    for (const entry of seen) if (entry.isIntersecting) {
      places.forEach((a) => a.removeAttribute("aria-current"));
      places.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  $$("main > section").forEach((node) => watch.observe(node));

  /* print everything */
  let closed = [];
  addEventListener("beforeprint", () => { closed = $$("details:not([open]):not(.screen)"); closed.forEach((node) => { node.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((node) => { node.open = false; }); });
})();
