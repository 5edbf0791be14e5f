// Starts Ebb: puts on the chosen colours before the first paint, loads the app, registers the service worker.
// Runs as a classic script in the head, so that nothing is painted in the wrong colours; as a module it works as well.
// Never here: anything about the journal. What it reads from local storage may be lost without harm.
(() => {
  const root = document.documentElement;
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

  // Written by src/appearance.rs; storage may be forbidden altogether.
  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };

  const appearance = stored("ebb.appearance");
  if (["light", "dark", "night"].includes(appearance)) root.classList.add(appearance);
  const hour = new Date().getHours();
  const opensAtNight = ["/", "/night"].includes(location.pathname) && (hour >= 22 || hour < 6) && stored("ebb.night_view") !== "off";
  if (opensAtNight && stored("ebb.set_up") === "yes") root.classList.add("night");
  const textSize = stored("ebb.text_size");
  if (["115", "130"].includes(textSize)) root.classList.add(`text-${textSize}`);

  const tellThatItCannotStart = () => document.getElementById("cannot-start")?.classList.add("cannot-start--shown");

  const whenParsed = (act) =>
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act, { once: true }) : act();

  const app = import(js).then((module) => module.default({ module_or_path: wasm }));
  whenParsed(() => app.then(() => document.getElementById("cannot-start")?.remove(), tellThatItCannotStart));

  // The browser's offer to install is kept until the app makes it (src/platform/installing.rs).
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    globalThis.ebbInstall = event;
  });

  // A new version waits until the person takes it; the app shows the offer (src/platform/new_version.rs).
  const offer = () => {
    root.dataset.newVersion = "waiting";
    dispatchEvent(new Event("ebb:new-version"));
  };
  const watch = (registration) => {
    if (registration.waiting && navigator.serviceWorker.controller) offer();
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) offer();
      });
    });
    addEventListener("ebb:take-over", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage({ type: "take-over" });
    });
  };
  if ("serviceWorker" in navigator) {
    addEventListener("load", () => navigator.serviceWorker.register("/service_worker.js").then(watch, console.warn));
  }
})();
