// Makes the worker app open without a network. Keeps only the app itself: answers of /api are never stored here,
// vouchers are kept by the app in the device's database and wiped on signing out.
const FILES = []
const CACHE = 'niangjia-app'
const PAGE = '/'
const ALSO = ['/manifest.webmanifest', '/icon.svg', '/icon-192.png', '/icon-512.png']

async function fill() {
  const cache = await caches.open(CACHE)
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  await cache.addAll([PAGE, ...ALSO, ...FILES.filter((file) => !kept.has(file))])
}

async function clear() {
  const wanted = new Set([PAGE, ...ALSO, ...FILES])
  const cache = await caches.open(CACHE)
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request)
  }
}

/** The page from the network, so that a new version is seen at once; from the device when there is none. */
async function page(request) {
  try {
    const answer = await fetch(request)
    const html = answer.headers.get('Content-Type')?.startsWith('text/html')
    if (answer.ok && html) await (await caches.open(CACHE)).put(PAGE, answer.clone())
    if (answer.status < 500) return answer
  } catch {
    // no network: fall through to what is kept
  }
  return (await caches.match(PAGE)) ?? Response.error()
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request)
}

self.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(clear().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (/^\/(api|staff|screen|actuator|v3)(\/|$)/.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (FILES.includes(pathname) || ALSO.includes(pathname)) event.respondWith(file(request))
})
