"use strict";
// The page's behaviour: choosing a gloss in the text, in the list, or by keys; filters; the theme.
(() => {
  const root = document.documentElement;
  const filter = document.getElementById("filter");
  const items = [...document.querySelectorAll("#glosses > li")];
  const buttons = [...document.querySelectorAll(".kinds button")];
  const marks = items.map(() => []);
  for (const mark of document.querySelectorAll("mark")) marks[mark.dataset.gloss].push(mark);
  const texts = items.map((item) => item.textContent.toLowerCase());
  const shown = items.map(() => true);
  const trail = [];
  let chosen = -1;

  // The address leads back to what is chosen, where pages may say so.
  const address = (hash) => {
    try { history.replaceState(null, "", location.pathname + location.search + hash); } catch { /* they may not */ }
  };

  // Scrolls as little as it takes, only within the two panes.
  const show = (element) => element?.scrollIntoView({ block: "nearest" });

  const choose = (number) => {
    if (chosen >= 0) {
      items[chosen].removeAttribute("aria-current");
      for (const mark of marks[chosen]) mark.classList.remove("on");
    }
    chosen = number;
    if (number < 0) return address("");
    items[number].setAttribute("aria-current", "true");
    for (const mark of marks[number]) mark.classList.add("on");
    show(items[number]);
    const first = marks[number][0];
    if (first) {
      const box = first.getBoundingClientRect();
      const pane = document.getElementById("article").getBoundingClientRect();
      if (box.top < pane.top + 40 || box.bottom > pane.bottom - 40) first.scrollIntoView({ block: "center" });
    }
    address("#g" + number);
  };

  // With the focus, so that it is read aloud, and so that its links come next.
  const focus = (number) => {
    choose(number);
    items[number].focus({ preventScroll: true });
  };

  const step = (by) => {
    let next = chosen < 0 && by < 0 ? items.length : chosen;
    do next += by; while (items[next] && !shown[next]);
    if (items[next]) focus(next);
  };

  const go = (number) => {
    if (!items[number]) return;
    if (!shown[number]) reset();
    if (chosen >= 0) trail.push(chosen);
    focus(number);
  };

  const follow = () => {
    const link = items[chosen]?.querySelector(".link a");
    if (link) go(Number(link.hash.slice(2)));
  };

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = new Set(buttons.filter((b) => b.ariaPressed === "true").map((b) => b.dataset.kind));
    items.forEach((item, number) => {
      shown[number] = kinds.has(item.dataset.kind) && words.every((word) => texts[number].includes(word));
      item.hidden = !shown[number];
      for (const mark of marks[number]) mark.classList.toggle("off", !shown[number]);
    });
    const count = shown.filter(Boolean).length;
    document.getElementById("shown").textContent =
      count === items.length ? `${count} glosses` : `${count} of ${items.length}`;
    if (chosen >= 0 && !shown[chosen]) choose(-1);
  };

  const reset = () => {
    filter.value = "";
    for (const button of buttons) button.ariaPressed = "true";
    apply();
  };

  const theme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("gloss-theme", root.dataset.theme); } catch { /* a page from a file may keep nothing */ }
  };

  // A kind's button shows that kind alone; again, all of them. With Shift it only adds the kind or takes it out.
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      if (event.shiftKey) {
        button.ariaPressed = String(button.ariaPressed !== "true");
      } else {
        const alone = buttons.every((other) => (other.ariaPressed === "true") === (other === button));
        for (const other of buttons) other.ariaPressed = String(alone || other === button);
      }
      apply();
    });
  }
  filter.addEventListener("input", apply);
  document.getElementById("theme").addEventListener("click", theme);

  // Where spans overlap, the innermost is chosen first, and with each click the one around it.
  document.getElementById("article").addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const here = [];
    for (let mark = event.target.closest("mark"); mark; mark = mark.parentElement.closest("mark")) {
      if (shown[mark.dataset.gloss]) here.push(Number(mark.dataset.gloss));
    }
    if (here.length) choose(here[(here.indexOf(chosen) + 1) % here.length]);
  });

  document.getElementById("glosses").addEventListener("click", (event) => {
    const link = event.target.closest(".link a");
    if (link) {
      event.preventDefault();
      return go(Number(link.hash.slice(2)));
    }
    if (event.target.closest("a")) event.preventDefault();
    const item = event.target.closest("li");
    if (item && getSelection().isCollapsed) choose(items.indexOf(item));
  });

  const keys = {
    j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1),
    f: follow, b: () => trail.length && focus(trail.pop()), t: theme,
    "/": () => filter.focus(), "*": reset, Escape: () => choose(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target === filter) {
      if (event.key === "Escape") { filter.value = ""; apply(); filter.blur(); }
      if (event.key === "Enter") { filter.blur(); step(1); }
      return;
    }
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  try { root.dataset.theme = localStorage.getItem("gloss-theme") ?? ""; } catch { /* as above */ }
  if (!root.dataset.theme) delete root.dataset.theme;
  apply();
  const wanted = /^#[gs](\d+)$/.exec(location.hash);
  if (wanted && items[wanted[1]]) choose(Number(wanted[1]));
})();
