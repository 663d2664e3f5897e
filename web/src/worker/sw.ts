// The service worker of /app/: answers with the kept pages when the network does not.
// It keeps pages and scripts only; forms and submissions lie in the database of the pages.

interface Shell { version: string; shell: string[]; runner: string[] }
/** Filled in by the build with the names of the files it wrote. */
declare const __SHELL__: Shell
interface Extendable extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetched extends Extendable { request: Request; respondWith(answer: Promise<Response>): void }
interface Told extends Extendable { data: unknown; ports: readonly MessagePort[] }
interface Worker {
  clients: { claim(): Promise<void> }
  addEventListener(type: 'install' | 'activate', act: (event: Extendable) => void): void
  addEventListener(type: 'fetch', act: (event: Fetched) => void): void
  addEventListener(type: 'message', act: (event: Told) => void): void
}

const worker = self as unknown as Worker
const { version, shell, runner } = __SHELL__
const prefix = 'waymark-shell-'
const mine = prefix + version
const workspace = '/app/'
const filling = '/app/fill/'
/** A kept file is the same whatever encoding it came in. */
const anyEncoding = { ignoreVary: true }
/** How long a page waits for a slow network before the kept one is shown, in milliseconds. */
const patience = 3000

async function keepRunner(): Promise<boolean> {
  try {
    const cache = await caches.open(mine)
    const missing: string[] = []
    for (const name of runner) if (!await cache.match(name, anyEncoding)) missing.push(name)
    await cache.addAll(missing)
    return true
  } catch {
    return false
  }
}

worker.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(mine)
    await cache.addAll([workspace, filling, ...shell])
    // Who could fill forms without a network before can do it with the new pages too.
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== mine)
    for (const name of names) {
      const kept = await (await caches.open(name)).keys()
      if (kept.some((one) => one.url.includes('/assets/runner-')) && !await keepRunner()) throw new Error('the form runner could not be kept')
    }
  })())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(prefix) && name !== mine) await caches.delete(name)
    }
    await worker.clients.claim()
  })())
})

worker.addEventListener('message', (event) => {
  if (event.data !== 'keep-runner') return
  event.waitUntil(keepRunner().then((kept) => event.ports[0]?.postMessage(kept)))
})

async function page(request: Request, path: string): Promise<Response> {
  const kept = await (await caches.open(mine)).match(path.startsWith(filling) ? filling : workspace, anyEncoding)
  const fresh = fetch(request)
  if (!kept) return await fresh
  const late = new Promise<Response>((give) => { setTimeout(() => give(kept), patience) })
  return await Promise.race([fresh.catch(() => kept), late])
}

async function asset(request: Request, path: string): Promise<Response> {
  // Names of assets change with their content, so any kept copy is the right one.
  const kept = await caches.match(path, anyEncoding)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && runner.includes(path)) await (await caches.open(mine)).put(path, answer.clone())
  return answer
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || !pathname.startsWith('/app')) return
  if (request.mode === 'navigate') event.respondWith(page(request, pathname))
  else if (pathname.startsWith('/app/assets/')) event.respondWith(asset(request, pathname))
})

