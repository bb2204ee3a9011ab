/* A plugin of Voilà's application: a page's widgets are drawn once their models are all there.
   Drawn before, each asks for its model for two seconds; where the browser was kept busy longer
   than that, it gives up without a last look, and says "model not found" for ever. */
"use strict";
(() => {
  const PATIENCE = 60000; // milliseconds; drawn then as they are
  const SHOWN = "territorial.shown";

  const restored = (manager) =>
    new Promise((resolve) => {
      if (manager.restoredStatus) resolve();
      else manager.restored.connect(() => resolve());
    });

  /* What the kernel changed while the models were made was told to nobody: it says it again. */
  const whole = async (app) => {
    const manager = await app.widgetManagerPromise.promise;
    await restored(manager);
    manager.kernel.createComm(SHOWN).open();
  };

  const tell = (name) => document.dispatchEvent(new Event(name));

  const activate = (app) =>
    new Promise((resolve) => {
      app.started.then(() => setTimeout(() => tell("tw-drawn"))); // once all outputs have begun
      const late = setTimeout(() => { tell("tw-late"); resolve(); }, PATIENCE);
      const draw = () => { clearTimeout(late); resolve(); };
      whole(app).then(() => tell("tw-whole"), console.error).then(draw);
    });

  const plugin = { id: "territorial:shown", autoStart: true, activate };

  (window._JUPYTERLAB ||= {}).territorial = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
