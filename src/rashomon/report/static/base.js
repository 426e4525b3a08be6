/* What the report and the web pages share: theme, messages, keys, walking from entry to entry, copying links. */
const rashomon = (() => {
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
  const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };
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
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const themer = make("button", { className: "tool", type: "button" });
  const theme = (name) => {
    if (name === "dark" || name === "light") root.dataset.theme = name;
    themer.textContent = dark() ? "Light" : "Dark";
    themer.setAttribute("aria-label", dark() ? "Use light colours" : "Use dark colours");
  };
  themer.addEventListener("click", () => {
    theme(dark() ? "light" : "dark");
    store("rashomon-theme", root.dataset.theme);
  });
  theme(new URLSearchParams(location.search).get("theme") || stored("rashomon-theme"));

  /* entries: j and k walk over them */
  let here = null;
  const entries = () => $$(".item").filter((node) => node.offsetParent !== null);
  const go = (node) => {
    if (!node) return;
    here?.classList.remove("here");
    here = node;
    here.classList.add("here");
    if (!here.hasAttribute("tabindex")) here.tabIndex = -1;
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: here.offsetHeight > innerHeight * .6 ? "start" : "center" });
  };
  const step = (by) => {
    const all = entries();
    const at = all.indexOf(here);
    if (at < 0) return go(all.find((node) => node.getBoundingClientRect().bottom > 80));
    go(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      say("Link copied");
    } catch {
      say(text);
    }
  };

  /* keys: a table of [key, what it does, how]; shown in a list, which `?` opens */
  const keyboard = (keys) => {
    const help = make("dialog");
    help.setAttribute("aria-label", "Keys");
    help.append(
      make("p", { textContent: "Keys" }),
      make("dl", {}, ...[...keys, ["?", "this list"], ["Esc", "close"]].flatMap(([key, what]) => [make("dt", { textContent: key }), make("dd", { textContent: what })])),
    );
    /* single keys can be turned off: somebody who dictates types them without meaning to (WCAG 2.1.4) */
    const on = make("input", { type: "checkbox", checked: stored("rashomon-keys") !== "off" });
    on.addEventListener("change", () => store("rashomon-keys", on.checked ? "on" : "off"));
    help.append(make("p", {}, make("label", {}, on, " These keys work")));
    const close = make("button", { className: "tool", type: "button", textContent: "Close" });
    close.addEventListener("click", () => help.close());
    help.append(close);
    document.body.append(help);
    const asker = make("button", { className: "tool", type: "button", textContent: "Keys" });
    asker.addEventListener("click", () => help.showModal());
    tools.append(themer, asker);
    const act = new Map([...keys.map(([key, , run]) => [key, run]), ["?", () => help.showModal()]]);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
      const run = act.get(event.key);
      if (run && on.checked) { event.preventDefault(); run(); }
    });
  };
  return { $, $$, make, say, stored, store, step, copy, keyboard, themer, tools, root, here: () => here };
})();
