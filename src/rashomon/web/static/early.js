/* The chosen theme before anything is painted. */
(() => {
  "use strict";
  let name = new URLSearchParams(location.search).get("theme");
  try { name = name || localStorage.getItem("rashomon-theme"); } catch { /* private window */ }
  if (name === "dark" || name === "light") document.documentElement.dataset.theme = name;
})();
