/* The running order's clocks: what is left of a moment, how late the room is; once a second.
   Python writes the same words at each change (steps/running_order); they tick here. */
"use strict";
(() => {
  const ON_TIME = 2; // minutes
  const minutesAnd = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  function left(ends) {
    const seconds = Math.round((ends - Date.now()) / 1000);
    return seconds > 0 ? minutesAnd(seconds) : "temps écoulé";
  }

  function late(due, ends) {
    const minutes = Math.round((Math.max(Date.now(), ends || 0) - due) / 60000);
    if (Math.abs(minutes) < ON_TIME) return "à l’heure";
    return `${Math.abs(minutes)}\u00a0min ${minutes > 0 ? "de retard" : "d’avance"}`;
  }

  function say(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  function tick() {
    for (const each of document.querySelectorAll("[data-tw-left]")) {
      say(each, left(Number(each.dataset.twLeft)));
    }
    for (const each of document.querySelectorAll("[data-tw-due]")) {
      say(each, late(Number(each.dataset.twDue), Number(each.dataset.twEnds)));
    }
    const shown = document.getElementById("tw-clock");
    const running = document.querySelector(".tw-order-clock [data-tw-left]");
    if (!shown) return;
    shown.hidden = !running;
    if (running) say(shown, running.textContent);
  }

  /* The time stays in sight while one reads further down; it leads back to the band. */
  addEventListener("DOMContentLoaded", () => {
    const link = document.createElement("a");
    link.id = "tw-clock";
    link.className = "tw-clock";
    link.href = "#tw-order";
    link.title = "Le déroulé, en haut de la page";
    link.hidden = true;
    document.body.append(link);
    setInterval(tick, 1000);
  });
})();
