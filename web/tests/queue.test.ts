import 'fake-indexeddb/auto'
import { DOMParser } from '@xmldom/xmldom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { all, drop, type Waiting } from '../src/collect/database'
import { discard, queue, release, sendDue, split, store } from '../src/collect/queue'

const made = { project: '1', form: 'site_check', version: '1', title: 'Site check', by: 'amina' }
const minute = 60_000
let now = Date.UTC(2026, 10, 25, 8)
/** What arrived: the instanceID, the bytes of the XML, and the names of the files of each request. */
let arrived: { id: string; xml: string; files: string[] }[]
let answers: (number | 'cut')[]
let limit = 10_000_000
let heads = 0
let signedIn = true

function filled(id: string, files: Record<string, string> = {}): FormData {
  const data = new FormData()
  data.append('xml_submission_file', new Blob([`<data id="site_check"><meta><instanceID>${id}</instanceID></meta></data>`], { type: 'text/xml' }), 'xml_submission_file')
  for (const [name, content] of Object.entries(files)) data.append(name, new Blob([content]), name)
  return data
}

/** A server: it answers HEAD with its limit, and each POST with the next status, 201 when none is left. */
async function server(address: string, request: RequestInit): Promise<Response> {
  if (address === '/api/v1/session') return new Response('{}', { status: signedIn ? 200 : 401 })
  expect(address).toBe('/v1/projects/1/submission')
  if (request.method === 'HEAD') {
    heads += 1
    return new Response(null, { status: 204, headers: { 'x-openrosa-accept-content-length': String(limit) } })
  }
  const status = answers.shift() ?? 201
  if (status === 'cut') throw new TypeError('network')
  if (status === 201 || status === 202) {
    const body = request.body as FormData
    const xml = await (body.get('xml_submission_file') as Blob).text()
    arrived.push({ id: /<instanceID>(.*?)</.exec(xml)![1]!, xml, files: [...body.keys()].filter((name) => name !== 'xml_submission_file') })
  }
  return new Response(`<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>said ${status}</message></OpenRosaResponse>`, { status })
}

/** The lock of one browser: whoever asks while it is held and does not want to wait gets nothing. */
function locks(): Pick<LockManager, 'request'> {
  let tail: Promise<unknown> = Promise.resolve()
  let holders = 0
  const request = async (_name: string, options: LockOptions | LockGrantedCallback<unknown>, act?: LockGrantedCallback<unknown>): Promise<unknown> => {
    const run = (act ?? options) as (lock: unknown) => Promise<unknown>
    if (act && (options as LockOptions).ifAvailable && holders > 0) return await run(null)
    holders += 1
    const turn = tail.then(() => run({}))
    tail = turn.catch(() => {}).finally(() => { holders -= 1 })
    return await turn
  }
  return { request } as Pick<LockManager, 'request'>
}

const send = (atOnce = false) => sendDue({ person: 'amina', language: 'en', now: () => new Date(now), atOnce })

beforeEach(async () => {
  Object.assign(globalThis, { DOMParser })
  arrived = []
  answers = []
  limit = 10_000_000
  heads = 0
  signedIn = true
  vi.stubGlobal('fetch', server)
  vi.stubGlobal('navigator', { locks: locks() })
  for (const shelf of ['waiting', 'sent'] as const) for (const one of await all(shelf)) await drop(shelf, one.id)
})
afterEach(() => { vi.unstubAllGlobals() })

it('what is filled is stored before anything is sent, and once', async () => {
  await store(made, filled('uuid:1', { 'a.jpg': 'picture' }), new Date(now))
  await store(made, filled('uuid:1', { 'a.jpg': 'picture' }), new Date(now + minute))
  const [one, ...rest] = await queue()
  expect(rest).toEqual([])
  expect(one).toMatchObject({ id: 'uuid:1', form: 'site_check', by: 'amina', tries: 0, madeAt: new Date(now).toISOString() })
  expect(await one!.xml.text()).toContain('uuid:1')
  expect(arrived).toEqual([])
})

it('a form without an identity is refused, so that nothing is stored that cannot be sent once', async () => {
  const data = new FormData()
  data.append('xml_submission_file', new Blob(['<data/>']), 'x')
  await expect(store(made, data, new Date(now))).rejects.toThrow('instanceID')
  expect(await queue()).toEqual([])
})

it('all that waits is sent, the oldest first, with one question for the limit', async () => {
  await store(made, filled('uuid:2'), new Date(now + 1))
  await store(made, filled('uuid:1'), new Date(now))
  expect(await send()).toEqual({ result: 'over', sent: 2 })
  expect(arrived.map((one) => one.id)).toEqual(['uuid:1', 'uuid:2'])
  expect(heads).toBe(1)
  expect(await queue()).toEqual([])
  expect((await all('sent')).map((one) => one.id).sort()).toEqual(['uuid:1', 'uuid:2'])
})

it('202 is a success too: the server had it already', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  answers = [202]
  expect(await send()).toEqual({ result: 'over', sent: 1 })
  expect(await queue()).toEqual([])
})

it('a 200 is none: a portal in between answered, and the form stays', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  answers = [200]
  expect((await send()).sent).toBe(0)
  expect((await queue()).map((one) => [one.id, one.held, one.tries])).toEqual([['uuid:1', undefined, 1]])
})

it('when the answer gets lost, the same bytes are sent again after a pause that grows', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  answers = ['cut', 503]
  expect(await send()).toEqual({ result: 'unreachable', sent: 0 })
  const first = (await queue())[0]!
  expect(first.lastTried).toBe(new Date(now).toISOString())
  const pause = first.nextTry! - now
  expect(pause).toBeGreaterThanOrEqual(10_000)
  expect(await send()).toEqual({ result: 'over', sent: 0 })
  expect((await queue())[0]!.tries).toBe(1)
  now = first.nextTry!
  await send()
  const second = (await queue())[0]!
  expect(second.tries).toBe(2)
  expect(second.nextTry! - now).toBeGreaterThan(pause)
  expect((await send(true)).sent).toBe(1)
  expect(arrived[0]!.xml).toBe('<data id="site_check"><meta><instanceID>uuid:1</instanceID></meta></data>')
})

it('a conflict is shown, kept, never sent again by itself, and does not hold up the others', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  await store(made, filled('uuid:2'), new Date(now + 1))
  answers = [409]
  expect(await send()).toEqual({ result: 'over', sent: 1 })
  expect((await queue()).map((one) => [one.id, one.held, one.said])).toEqual([['uuid:1', 'conflict', 'said 409']])
  expect(await send(true)).toEqual({ result: 'over', sent: 0 })
  await release('uuid:1')
  expect((await send()).sent).toBe(1)
})

it.each([[400, 'refused'], [403, 'refused'], [404, 'refused'], [413, 'too_large']] as const)('after a %i a person is asked', async (status, held) => {
  await store(made, filled('uuid:1'), new Date(now))
  answers = [status]
  await send()
  expect((await queue())[0]!.held).toBe(held)
})

it('without a session everything waits as it is', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  answers = [401]
  expect(await send()).toEqual({ result: 'signed-out', sent: 0 })
  expect((await queue()).map((one) => [one.held, one.tries, one.nextTry])).toEqual([[undefined, 0, undefined]])
  signedIn = false
  expect(await send()).toEqual({ result: 'signed-out', sent: 0 })
  signedIn = true
  expect((await send()).sent).toBe(1)
})

it('files that do not fit together go in several requests with the same XML, and after a cut only the rest', async () => {
  limit = 2000
  await store(made, filled('uuid:1', { 'a.jpg': 'a'.repeat(700), 'b.jpg': 'b'.repeat(700), 'c.jpg': 'c'.repeat(700) }), new Date(now))
  answers = [201, 'cut']
  await send()
  expect((await queue())[0]!.delivered).toEqual(['a.jpg'])
  expect((await send(true)).sent).toBe(1)
  expect(arrived.map((one) => one.files)).toEqual([['a.jpg'], ['b.jpg'], ['c.jpg']])
  expect(new Set(arrived.map((one) => one.xml)).size).toBe(1)
})

it('a file larger than the server takes is shown before it is sent', async () => {
  limit = 1000
  await store(made, filled('uuid:1', { 'a.mp4': 'a'.repeat(2000) }), new Date(now))
  await send()
  expect((await queue())[0]!.held).toBe('too_large')
  expect(arrived).toEqual([])
})

it('what somebody else filled on this device waits for them', async () => {
  await store({ ...made, by: 'yusuf' }, filled('uuid:1'), new Date(now))
  expect(await send(true)).toEqual({ result: 'over', sent: 0 })
  expect((await queue()).map((one) => one.by)).toEqual(['yusuf'])
})

it('two tabs do not send the same form twice', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  const results = await Promise.all([send(true), send(true)])
  expect(results.map((one) => one.result).sort()).toEqual(['busy', 'over'])
  expect(arrived).toHaveLength(1)
})

it('what a person removed while others were being sent is not sent and does not come back', async () => {
  await store(made, filled('uuid:1'), new Date(now))
  await store(made, filled('uuid:2'), new Date(now + 1))
  await discard('uuid:2')
  await send(true)
  expect(arrived.map((one) => one.id)).toEqual(['uuid:1'])
  expect(await queue()).toEqual([])
})

it('files are grouped so that no request passes the limit', () => {
  const parts: Waiting['files'] = [400, 500, 300, 900].map((size, at) => ({ name: `${at}`, blob: new Blob(['x'.repeat(size)]) }))
  expect(split(100, [], 1000)).toEqual([[]])
  expect(split(900, [], 1000)).toBeUndefined()
  expect(split(100, parts, 2000)!.map((group) => group.map((part) => part.name))).toEqual([['0'], ['1'], ['2'], ['3']])
  expect(split(100, parts, 1500)).toBeUndefined()
})
