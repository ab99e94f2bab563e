/**
 * Keeps the shell of the pages on the device, so that the app opens without a network.
 *
 * It never answers for `/graphql`, the queue board or any other address of the server: a citizen must not be shown
 * yesterday's status as today's.
 */
declare const self: ServiceWorkerGlobalScope;

// The build puts the list in place of this word.
const shellFiles = '__SHELL_FILES__'.split(' ');
const shellCache = `shell-${shellFiles.join('|')}`;
const assetCache = 'assets';
const navigationWaitMs = 3000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shellCache).then((cache) => cache.addAll(shellFiles)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/') || url.pathname.startsWith('/icons/')) {
    event.respondWith(fromCacheFirst(request));
    return;
  }
  if (request.mode === 'navigate' && isPage(url.pathname)) event.respondWith(fromNetworkFirst(request));
});

const pages = ['/', '/dang-ky', '/vi', '/kiem-tra', '/lich-su', '/tai-khoan', '/quan-tri'];

/** The queue board lies under a page of ours but is the server's own. */
function isPage(path: string): boolean {
  if (path.startsWith('/quan-tri/hang-doi')) return false;
  return pages.some((page) => path === page || (page !== '/' && path.startsWith(`${page}/`)));
}

async function fromCacheFirst(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  // Asset names carry a hash of their content, so a kept one is never stale.
  if (response.ok) await (await caches.open(assetCache)).put(request, response.clone());
  return response;
}

async function fromNetworkFirst(request: Request): Promise<Response> {
  const shell = await caches.match('/');
  if (!shell) return fetch(request);
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(shell), navigationWaitMs);
  });
  return Promise.race([fetch(request).catch(() => shell), late]);
}

async function removeOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== shellCache).map((name) => caches.delete(name)));
}

// Makes this file a module, so that its names and the worker's global do not meet those of other scripts.
export {};
