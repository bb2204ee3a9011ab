/* Bars of a timetable moved by hand. The picture (charts/gantt.py) says which days each bar stands
   for; this script turns it into something to hold, then tells the days to the page's cell through
   the hidden field of the panel (steps/plan/timetable.py). One word said once the hand rests. */
"use strict";
(() => {
  const DAY = 86400000;
  const STEP = 7; // days an arrow moves
  const STILL = 4; // pixels under which a hand only pointed
  const TOLD = ".tw-timetable";
  const dated = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  let hold = null; // what the hand or the keyboard is moving
  let focused = ""; // the bar that had the keyboard when the picture was drawn again

  const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const said = (from, to) => `du ${dated.format(from * DAY)} au ${dated.format(to * DAY)}`;
  const daysOf = (bar) => ({ start: number(bar.dataset.start), end: number(bar.dataset.end) });
  const find = (panel, key) => [...panel.querySelectorAll("[data-bar]")].find((bar) => bar.dataset.bar === key);

  /* Give a picture its bars: it is an image until someone can do something with it. */
  function arm(picture) {
    picture.setAttribute("role", "group");
    picture.addEventListener("touchmove", along, { passive: false });
    const bars = [...picture.querySelectorAll("[data-bar]")];
    for (const bar of bars) {
      bar.setAttribute("role", "slider");
      bar.setAttribute("tabindex", "-1");
      tell(bar, daysOf(bar));
    }
    const wanted = bars.find((bar) => bar.dataset.bar === focused) || bars[0];
    wanted?.setAttribute("tabindex", "0");
    const free = document.activeElement === document.body;
    if (free && focused && wanted?.dataset.bar === focused) wanted.focus({ preventScroll: true });
    picture.closest(TOLD)?.classList.add("tw-timetable--held");
  }

  /* A finger that goes along a bar moves it; one that goes across scrolls the page, as elsewhere.
     Where the picture itself scrolls sideways (a phone), fingers scroll, and dates move bars.
     Said here and not in the style: `touch-action` of what is drawn is not heard everywhere. */
  function along(event) {
    if (hold?.pointer === undefined || event.touches.length > 1) return;
    const seen = event.currentTarget.closest(".tw-table-scroll");
    if (seen && seen.scrollWidth > seen.clientWidth) return;
    const { clientX, clientY } = event.touches[0];
    hold.along ||= Math.abs(clientX - hold.x) > Math.abs(clientY - hold.y);
    if (hold.along && event.cancelable) event.preventDefault();
  }

  function tell(bar, days) {
    bar.setAttribute("aria-label", bar.dataset.name);
    bar.setAttribute("aria-valuemin", number(bar.dataset.start) - 36500);
    bar.setAttribute("aria-valuemax", number(bar.dataset.start) + 36500);
    bar.setAttribute("aria-valuenow", days.start);
    bar.setAttribute("aria-valuetext", said(days.start, days.end));
  }

  function moved(days, grip, by) {
    const start = days.start + (grip === "end" ? 0 : by);
    const end = days.end + (grip === "start" ? 0 : by);
    if (grip === "start") return { start: Math.min(start, end), end };
    return { start, end: Math.max(start, end) };
  }

  /* Draw a bar where it would be; the rest of the picture stays. */
  function draw(bar, days) {
    const day = Number(bar.dataset.day);
    const before = daysOf(bar);
    const drawn = bar.querySelector(".tw-bar");
    drawn.dataset.x ??= drawn.getAttribute("x");
    drawn.setAttribute("x", Number(drawn.dataset.x) + (days.start - before.start) * day);
    drawn.setAttribute("width", Math.max(3, (days.end - days.start) * day));
    const words = bar.querySelector("text");
    words.dataset.said ??= words.innerHTML;
    const same = days.start === before.start && days.end === before.end;
    if (same) words.innerHTML = words.dataset.said;
    else words.textContent = said(days.start, days.end);
    bar.classList.toggle("tw-bar--moved", !same);
    tell(bar, days);
  }

  function write(panel, what) {
    const field = panel.querySelector(".tw-timetable-told input");
    if (!field) return;
    field.value = JSON.stringify({ ...what, at: Date.now() });
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function settle() {
    const { panel, key, days, first } = hold;
    hold = null;
    if (days.start === first.start && days.end === first.end) return;
    write(panel, { action: key, start: iso(days.start), end: iso(days.end) });
  }

  function giveUp() {
    const bar = hold && find(hold.panel, hold.key);
    if (bar) draw(bar, daysOf(bar));
    hold = null;
  }

  addEventListener("pointerdown", (event) => {
    const bar = event.target.closest?.("[data-bar]");
    const panel = bar?.closest(TOLD);
    if (!bar) focused = "";
    if (!panel || event.button !== 0 || !event.isPrimary) return;
    if (hold) giveUp();
    const days = daysOf(bar);
    const grip = event.target.dataset.grip || "both";
    const scale = bar.ownerSVGElement.getScreenCTM().a;
    hold = { panel, key: bar.dataset.bar, grip, first: days, days, x: event.clientX, y: event.clientY, scale, pointer: event.pointerId };
    focused = hold.key;
    bar.focus({ preventScroll: true });
    event.preventDefault();
  });

  addEventListener("pointermove", (event) => {
    if (hold?.pointer !== event.pointerId) return;
    const bar = find(hold.panel, hold.key);
    if (!bar) return;
    const by = Math.round((event.clientX - hold.x) / hold.scale / Number(bar.dataset.day));
    hold.days = moved(hold.first, hold.grip, by);
    draw(bar, hold.days);
  });

  addEventListener("pointerup", (event) => {
    if (hold?.pointer !== event.pointerId) return;
    if (Math.abs(event.clientX - hold.x) < STILL) {
      const { panel, key } = hold;
      giveUp();
      write(panel, { action: key });
    } else settle();
  });

  addEventListener("pointercancel", (event) => {
    if (hold?.pointer === event.pointerId) giveUp();
  });

  /* Arrows move (Shift: the end alone, Ctrl: the start alone), Enter writes, Escape gives back. */
  addEventListener("keydown", (event) => {
    const bar = event.target.closest?.("[data-bar]");
    const panel = bar?.closest(TOLD);
    if (!panel) return;
    const key = bar.dataset.bar;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (hold?.key !== key) hold = { panel, key, first: daysOf(bar), days: daysOf(bar) };
      const grip = event.shiftKey ? "end" : event.ctrlKey ? "start" : "both";
      hold.days = moved(hold.days, grip, event.key === "ArrowRight" ? STEP : -STEP);
      draw(bar, hold.days);
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const bars = [...panel.querySelectorAll("[data-bar]")];
      const next = bars[bars.indexOf(bar) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) next.focus();
    } else if (event.key === "Enter") {
      if (hold?.key === key) settle();
      else write(panel, { action: key });
    } else if (event.key === "Escape") giveUp();
    else return;
    event.preventDefault();
  });

  addEventListener("focusin", (event) => {
    const bar = event.target.closest?.("[data-bar]");
    focused = bar?.dataset.bar || "";
    if (!bar) return;
    for (const other of bar.ownerSVGElement.querySelectorAll("[data-bar]")) other.setAttribute("tabindex", other === bar ? "0" : "-1");
  });

  addEventListener("focusout", (event) => {
    if (hold && hold.pointer === undefined && event.target.isConnected) giveUp(); // the keyboard left
  });

  function armAll() {
    for (const picture of document.querySelectorAll(`${TOLD} svg[role="img"]:has([data-bar])`)) arm(picture);
  }

  document.addEventListener("DOMContentLoaded", () => {
    armAll();
    new MutationObserver(armAll).observe(document.body, { childList: true, subtree: true });
  });
})();
