/* What our pages do around the cells: progress, reveal, projector mode, life of the kernel.
   Voilà calls voila_process, voila_finish and voila_heartbeat, and sets themeLoaded; shown.js says
   when the widgets are drawn. */
"use strict";
(() => {
  const PROJECTOR = "territorial-projecteur";
  const ASK_EVERY = 3000;
  const LONG = 6; // questions
  const SILENCES = 2; // a restarting door deserves a second question
  const byId = (id) => document.getElementById(id);
  /* ipywidgets gives the kernel 4 s to describe its widgets, then asks for each: a panel replaced
     meanwhile never answers, and the page would wait for ever. A loaded machine is given twenty. */
  const HURRIED = 4000;
  const PATIENT = 20000;
  const timer = window.setTimeout.bind(window);
  const LATE = "Une partie de cette page tarde à s’afficher : attendez un peu, ou rechargez-la.";
  const UNHEARD = 65000; // shown.js itself waits for a minute
  let leaving = false;
  let drawn = false;
  let late = false;

  window.setTimeout = (act, delay, ...given) =>
    timer(act, delay === HURRIED ? PATIENT : delay, ...given);

  window.voila_heartbeat = () => {};
  window.voila_process = (index, count) => {
    byId("loading_text").textContent = `Préparation de la page… ${index} sur ${count}`;
    byId("tw-progress").style.width = `${Math.round((100 * index) / (count + 1))}%`;
  };
  window.update_loading_text = window.voila_process;
  window.voila_finish = () => {
    window.cellLoaded = true;
    if (!window.themeLoaded || !drawn || document.body.classList.contains("tw-ready")) return;
    document.head.append(byId("tw-style")); // after the style sheets that Voilà has just added
    byId("loading").remove();
    byId("tw-cells").hidden = false;
    document.body.classList.add("tw-ready");
    window.dispatchEvent(new Event("resize")); // maps measured themselves while hidden
    listQuestions();
    nameSliders();
    new MutationObserver(nameSliders).observe(byId("tw-cells"), { childList: true, subtree: true });
    watchKernel();
  };
  window.display_cells = window.voila_finish;
  const show = () => { drawn = true; if (window.cellLoaded) window.voila_finish(); };
  document.addEventListener("tw-drawn", show);
  setTimeout(show, UNHEARD);

  /* A long page begins with its questions: one click, or one key, to each. */
  function listQuestions() {
    const headings = [...byId("tw-cells").querySelectorAll(".jp-RenderedMarkdown h2")];
    const title = byId("tw-cells").querySelector("h1");
    if (headings.length < LONG || !title) return;
    const list = document.createElement("ol");
    headings.forEach((heading, index) => {
      heading.id = `question-${index + 1}`;
      const link = document.createElement("a");
      link.href = `#${heading.id}`;
      link.textContent = heading.textContent.replace("¶", "").trim();
      list.append(document.createElement("li"));
      list.lastChild.append(link);
    });
    const nav = document.createElement("nav");
    nav.className = "tw-contents";
    nav.setAttribute("aria-label", "Les questions de cette page");
    nav.append(list);
    title.parentElement.append(nav);
  }

  /* ipywidgets' sliders have a visible label but no name that a screen reader finds. */
  function nameSliders() {
    for (const handle of byId("tw-cells").querySelectorAll(".noUi-handle:not([aria-label])")) {
      const label = handle.closest(".jupyter-widgets")?.querySelector(".widget-label");
      handle.setAttribute("aria-label", label?.textContent || "Valeur");
    }
  }

  function warn(text) {
    byId("tw-alert-text").textContent = text;
    byId("tw-alert").hidden = false;
  }

  function watchKernel() {
    const kernel = JSON.parse(byId("jupyter-config-data").textContent).kernelId;
    let silences = 0;
    const ask = async () => {
      try {
        const answer = await fetch(`/atelier/moteur/${kernel}`, { cache: "no-store" });
        const alive = answer.ok && (await answer.json()).alive;
        if (alive) {
          silences = 0;
          if (!late) byId("tw-alert").hidden = true;
        } else if (answer.status === 403) {
          warn("L’atelier a été relancé : ouvrez le nouveau lien affiché par « territorial serve ».");
        } else {
          warn("Le calcul de cette page s’est arrêté. Ce que la salle a écrit est conservé.");
          return;
        }
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        silences += 1;
        if (silences >= SILENCES && !leaving) {
          warn("L’atelier ne répond plus : vérifiez que « territorial serve » est toujours ouvert.");
        }
      }
      if (!leaving) setTimeout(ask, ASK_EVERY);
    };
    setTimeout(ask, ASK_EVERY);
  }

  function project(on) {
    document.documentElement.classList.toggle("tw-projecting", on);
    byId("tw-projector").setAttribute("aria-pressed", String(on));
    window.dispatchEvent(new Event("resize"));
  }

  function remembered() {
    const asked = new URLSearchParams(location.search).get("projecteur");
    if (asked !== null) localStorage.setItem(PROJECTOR, asked === "0" ? "0" : "1");
    return localStorage.getItem(PROJECTOR) === "1";
  }

  if (remembered()) document.documentElement.classList.add("tw-projecting");
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.tagName === "DETAILS") target.open = true; // a dot of a picture opens its card
  });
  document.addEventListener("tw-late", () => { late = true; warn(LATE); });
  document.addEventListener("tw-whole", () => { late = false; });
  addEventListener("pagehide", () => { leaving = true; });
  document.addEventListener("DOMContentLoaded", () => {
    project(remembered());
    byId("tw-projector").addEventListener("click", () => {
      localStorage.setItem(PROJECTOR, remembered() ? "0" : "1");
      project(localStorage.getItem(PROJECTOR) === "1");
    });
    byId("tw-reload").addEventListener("click", () => location.reload());
  });
})();
