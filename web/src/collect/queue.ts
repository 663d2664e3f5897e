// Submissions that wait on this device, and the rules by which they are sent.
import { acknowledge, add, all, drop, one, put, type Held, type Part, type Waiting } from './database'
import { askLimit, postSubmission, readIdentity } from './openrosa'

/** Who holds this lock may send, remove and release; other tabs wait or leave it. */
const lock = 'waymark-send'
const xmlPart = 'xml_submission_file'
/** Room for the boundaries and headers around one part of a request, in bytes. */
const aroundPart = 400
const shortest = 10_000
const longest = 30 * 60_000

/** Tells this and other tabs that the queue has changed. */
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('waymark-queue')
const listeners = new Set<() => void>()
channel?.addEventListener('message', () => listeners.forEach((act) => act()))
export function whenChanged(act: () => void): () => void {
  listeners.add(act)
  return () => listeners.delete(act)
}
function changed(): void {
  listeners.forEach((act) => act())
  channel?.postMessage('changed')
}

export interface Made { project: string; form: string; version: string; title: string; by: string }

/** Stores a filled form before anything is sent. The same instanceID is stored once. */
export async function store(made: Made, data: FormData, now: Date): Promise<Waiting> {
  const xml = data.get(xmlPart)
  if (!(xml instanceof Blob)) throw new Error('the filled form has no xml_submission_file')
  const { id } = readIdentity(await xml.text())
  if (!id) throw new Error('the filled form has no instanceID')
  const files: Part[] = []
  for (const [name, blob] of data.entries()) {
    if (name !== xmlPart && blob instanceof Blob) files.push({ name, blob })
  }
  const waiting: Waiting = { ...made, id, xml, files, delivered: [], tries: 0, madeAt: now.toISOString() }
  if (!await one('waiting', id)) await add('waiting', waiting)
  changed()
  return waiting
}

/** All that waits on this device, the oldest first. */
export const queue = async (): Promise<Waiting[]> =>
  (await all('waiting')).sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))

/** Removes one for good, after a person has said so. */
export async function discard(id: string): Promise<void> {
  await navigator.locks.request(lock, () => drop('waiting', id))
  changed()
}

/** Puts one that was refused back in the line, after a person has said so. */
export async function release(id: string): Promise<void> {
  await navigator.locks.request(lock, async () => {
    const waiting = await one('waiting', id)
    if (waiting) await put('waiting', { ...waiting, held: undefined, nextTry: undefined })
  })
  changed()
}

/** Files in groups that each fit into one request together with the XML; nothing when one file alone is too large. */
export function split(xmlSize: number, files: Part[], limit: number): Part[][] | undefined {
  const room = limit - xmlSize - aroundPart
  if (room < 0) return undefined
  const groups: Part[][] = [[]]
  let used = 0
  for (const file of files) {
    const size = file.blob.size + aroundPart + file.name.length * 2
    if (size > room) return undefined
    if (used + size > room) {
      groups.push([])
      used = 0
    }
    groups.at(-1)!.push(file)
    used += size
  }
  return groups
}

type Outcome =
  | { kind: 'done' }
  | { kind: 'again'; after?: number; stop: boolean; said: string }
  | { kind: 'signed-out' }
  | { kind: 'held'; why: Held; said: string }

/** What an answer that is no success means. A 200 is none: it comes from portals that ask for a payment or a password. */
function meaning(status: number, said: string, after?: number): Outcome {
  if (status === 401) return { kind: 'signed-out' }
  if (status === 409) return { kind: 'held', why: 'conflict', said }
  if (status === 413) return { kind: 'held', why: 'too_large', said }
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) return { kind: 'held', why: 'refused', said }
  return { kind: 'again', after, stop: status === 429 || status === 503 || status < 400, said }
}

async function deliver(waiting: Waiting, limits: Map<string, number>, language: string): Promise<Outcome> {
  let limit = limits.get(waiting.project)
  if (limit === undefined) {
    const asked = await askLimit(waiting.project)
    if ('status' in asked) return meaning(asked.status, '')
    limit = asked.limit
    limits.set(waiting.project, limit)
  }
  const groups = split(waiting.xml.size, waiting.files.filter((file) => !waiting.delivered.includes(file.name)), limit)
  if (!groups) return { kind: 'held', why: 'too_large', said: '' }
  for (const group of groups) {
    const body = new FormData()
    body.append(xmlPart, waiting.xml, xmlPart)
    for (const file of group) body.append(file.name, file.blob, file.name)
    const answer = await postSubmission(waiting.project, body, language)
    if (answer.status !== 201 && answer.status !== 202) return meaning(answer.status, answer.message, answer.after)
    waiting.delivered = [...waiting.delivered, ...group.map((file) => file.name)]
    await put('waiting', waiting)
  }
  return { kind: 'done' }
}

export interface Pass { result: 'over' | 'busy' | 'unreachable' | 'signed-out'; sent: number }
export interface Asked { person: string; language: string; now: () => Date; /** Also those whose next try is later. */ atOnce?: boolean }

async function pass(asked: Asked): Promise<Pass> {
  const limits = new Map<string, number>()
  let sent = 0
  for (const { id } of await queue()) {
    // Read again: a person may have removed it since.
    const waiting = await one('waiting', id)
    if (!waiting || waiting.held || waiting.by !== asked.person) continue
    const now = asked.now()
    if (!asked.atOnce && (waiting.nextTry ?? 0) > now.getTime()) continue
    let outcome: Outcome
    let reached = true
    try {
      outcome = await deliver(waiting, limits, asked.language)
    } catch {
      reached = false
      outcome = { kind: 'again', stop: true, said: '' }
    }
    if (outcome.kind === 'done') {
      await acknowledge({ id, project: waiting.project, form: waiting.form, title: waiting.title, by: waiting.by, at: asked.now().toISOString() })
      sent += 1
      changed()
      continue
    }
    const tried: Waiting = { ...waiting, lastTried: now.toISOString(), said: 'said' in outcome ? outcome.said : undefined }
    if (outcome.kind === 'held') tried.held = outcome.why
    if (outcome.kind === 'again') {
      tried.tries += 1
      const wait = outcome.after ? outcome.after * 1000 : Math.min(shortest * 2 ** (tried.tries - 1), longest)
      // Spread, so that many devices that come back together do not knock together.
      tried.nextTry = now.getTime() + Math.ceil(wait * (1 + Math.random() / 5))
    }
    await put('waiting', tried)
    changed()
    if (outcome.kind === 'signed-out') return { result: 'signed-out', sent }
    if (outcome.kind === 'again' && outcome.stop) return { result: reached ? 'over' : 'unreachable', sent }
  }
  return { result: 'over', sent }
}

/**
 * Sends what is due of this person's, oldest first. One tab sends at a time; another tab's wish is `busy`.
 * The server takes an instanceID once, so a request whose answer got lost is sent again with the same bytes.
 */
export async function sendDue(asked: Asked): Promise<Pass> {
  return await navigator.locks.request(lock, { ifAvailable: true }, async (mine) =>
    mine ? await pass(asked) : { result: 'busy' as const, sent: 0 })
}
