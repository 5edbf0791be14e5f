// Keeps the app itself on the phone, so that it opens with no network.
// Arrives: requests of the page. Leaves: the app's own files, whole and of one version.
// Never here: the journal, anything under /api/, or another site's files.

// Both are filled in by the build: every file of one version, and a name for that version.
const VERSION = /* version */ "dev";
const PRECACHE = /* precache */ [];

// Kept once it was asked for: most people never do.
const WHEN_ASKED = "/sample.archive";

const CACHE = `ebb-app-${VERSION}`;
const START = "/index.html";

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) => event.waitUntil(dropOldVersions().then(() => self.clients.claim())));

// A new version waits until the page that is open asks for it: nobody is interrupted in the middle of an entry.
self.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(startPage(request));
  } else if (PRECACHE.includes(url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  } else if (url.pathname === WHEN_ASKED) {
    event.respondWith(keptWhenAsked(url.pathname, request));
  }
});

// All or nothing: a version of which one file is missing is never installed.
async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(PRECACHE.map((path) => new Request(path, { cache: "no-cache" })));
}

async function dropOldVersions() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("ebb-app-") && name !== CACHE).map((name) => caches.delete(name)));
}

// Every place of the app is the same page.
async function startPage(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(START)) ?? (await cache.match("/")) ?? fetch(request);
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function keptWhenAsked(path, request) {
  const cache = await caches.open(CACHE);
  const there = await cache.match(path);
  if (there) return there;
  const response = await fetch(request);
  // Without room for it, it is merely fetched again the next time.
  if (response.ok) await cache.put(path, response.clone()).catch(() => undefined);
  return response;
}
