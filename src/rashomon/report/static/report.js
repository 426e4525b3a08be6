/* The report reads without this. It adds, with base.js: filter by account and speaker, keyboard, permalinks, a peek at a source. */
(() => {
  "use strict";
  const { $, $$, make, say, root, tools, themer, step, copy, keyboard, here } = rashomon;

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
  const brief = make("button", { className: "tool", type: "button", textContent: "Print brief" });
  brief.addEventListener("click", () => {
    root.classList.add("brief-only");
    addEventListener("afterprint", () => root.classList.remove("brief-only"), { once: true });
    print();
  });
  tools.append(make("div", { className: "filter" }, byAccount, bySpeaker, reset), brief);

  /* keyboard */
  const link = (node) => {
    const anchor = node?.id || node?.querySelector("[href^='#s-'],[href^='#c-']")?.hash.slice(1) || location.hash.slice(1);
    return location.href.split("#")[0] + (anchor ? "#" + anchor : "");
  };
  keyboard([
    ["j", "next entry", () => step(1)],
    ["k", "previous entry", () => step(-1)],
    ["o", "open the first source of the entry", () => here()?.querySelector("a.ref, .ref a, td a, a[href^='#s-']")?.click()],
    ["b", "back to where you were", () => history.back()],
    ["/", "filter", () => byAccount.focus()],
    ["c", "copy a link to the entry", () => copy(link(here()))],
    ["t", "light or dark", () => themer.click()],
  ]);

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
