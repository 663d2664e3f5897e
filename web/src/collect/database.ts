// What this device keeps: blank forms and submissions that wait. Everything else is asked for again.

export interface KeptFile { name: string; hash: string; blob: Blob }
/** A blank form in one version, with everything it needs to be filled without a network. */
export interface KeptForm {
  project: string
  form: string
  title: string
  version: string
  hash: string
  xml: string
  files: KeptFile[]
  by: string
  at: string
}

export const held = ['conflict', 'too_large', 'refused'] as const
/** Why a submission waits for a person and is not sent again by itself. */
export type Held = typeof held[number]
export interface Part { name: string; blob: Blob }
/** A filled form that the server has not acknowledged yet. Its bytes never change. */
export interface Waiting {
  /** The instanceID: the server keeps one submission for each. */
  id: string
  project: string
  form: string
  version: string
  title: string
  by: string
  madeAt: string
  xml: Blob
  files: Part[]
  /** Files the server has acknowledged already, when they do not fit into one request. */
  delivered: string[]
  tries: number
  lastTried?: string
  nextTry?: number
  held?: Held
  /** What the server said, in its words. */
  said?: string
}
/** A submission the server has, without its answers. */
export interface Sent { id: string; project: string; form: string; title: string; by: string; at: string }

interface Shelves { forms: KeptForm; waiting: Waiting; sent: Sent }

let opened: Promise<IDBDatabase> | undefined

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((give, fail) => {
  request.onsuccess = () => give(request.result)
  request.onerror = () => fail(request.error ?? new Error('the device could not store this'))
})

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((give, fail) => {
    const request = indexedDB.open('waymark-collect', 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('forms', { keyPath: ['project', 'form'] })
      request.result.createObjectStore('waiting', { keyPath: 'id' })
      request.result.createObjectStore('sent', { keyPath: 'id' })
    }
    request.onsuccess = () => {
      // Another tab with a newer version of the pages may go on.
      request.result.onversionchange = () => { request.result.close(); opened = undefined }
      give(request.result)
    }
    request.onerror = () => { opened = undefined; fail(request.error ?? new Error('the device keeps nothing')) }
  })
  return opened
}

/** Runs in one transaction; it is over when what was written is durable. */
async function within<T>(names: (keyof Shelves)[], mode: IDBTransactionMode, act: (shelf: (name: keyof Shelves) => IDBObjectStore) => Promise<T>): Promise<T> {
  const transaction = (await open()).transaction(names, mode, { durability: 'strict' })
  const over = new Promise<void>((give, fail) => {
    transaction.oncomplete = () => give()
    transaction.onabort = () => fail(transaction.error ?? new Error('the device could not store this'))
  })
  const [answer] = await Promise.all([act((name) => transaction.objectStore(name)), over])
  return answer
}

export const all = <N extends keyof Shelves>(name: N): Promise<Shelves[N][]> =>
  within([name], 'readonly', (shelf) => done(shelf(name).getAll() as IDBRequest<Shelves[N][]>))
export const one = <N extends keyof Shelves>(name: N, key: IDBValidKey): Promise<Shelves[N] | undefined> =>
  within([name], 'readonly', (shelf) => done(shelf(name).get(key) as IDBRequest<Shelves[N] | undefined>))
export const put = async <N extends keyof Shelves>(name: N, value: Shelves[N]): Promise<void> => {
  await within([name], 'readwrite', (shelf) => done(shelf(name).put(value)))
}
export const add = async <N extends keyof Shelves>(name: N, value: Shelves[N]): Promise<void> => {
  await within([name], 'readwrite', (shelf) => done(shelf(name).add(value)))
}
export const drop = async (name: keyof Shelves, key: IDBValidKey): Promise<void> => {
  await within([name], 'readwrite', (shelf) => done(shelf(name).delete(key)))
}
/** A waiting submission becomes a sent one in one step: it is never in both lists, and never in none. */
export const acknowledge = async (sent: Sent): Promise<void> => {
  await within(['waiting', 'sent'], 'readwrite', async (shelf) => {
    await Promise.all([done(shelf('sent').put(sent)), done(shelf('waiting').delete(sent.id))])
  })
}
