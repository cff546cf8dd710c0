// Makes the console's gate open without a network. Keeps only the pages themselves: answers of /api are never stored here,
// lists and what was redeemed are kept by the gate in the device's database.
const FILES = []
const CACHE = 'niangjia-staff'
const PAGE = '/staff/'
const ALSO = ['/icon.svg']
const PATIENCE_MS = 4000

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

async function kept(request) {
  return (await caches.open(CACHE)).match(request)
}

async function fresh(request) {
  const answer = await fetch(request)
  const html = answer.headers.get('Content-Type')?.startsWith('text/html')
  if (answer.ok && html) await (await caches.open(CACHE)).put(PAGE, answer.clone())
  return answer
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))

/** The page from the network, so that a new version is seen at once; from the device when nothing comes. */
async function page(request) {
  const coming = fresh(request).catch(() => null)
  const answer = await Promise.race([coming, patience()])
  if (answer && answer.status < 500) return answer
  return (await kept(PAGE)) ?? (await coming) ?? Response.error()
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
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (FILES.includes(pathname) || ALSO.includes(pathname)) {
    event.respondWith(kept(request).then((file) => file ?? fetch(request)))
  }
})
