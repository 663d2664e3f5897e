// The OpenRosa side of the server, as this browser asks it: form list, manifest, submission.
import { Refusal } from '../api'

export interface Listed { project: string; form: string; title: string; version: string; hash: string; download: string; manifest?: string }
export interface ListedFile { name: string; hash: string; download: string }

/** What the server takes in one request when it does not say, in bytes: what phones assume too. */
export const usualLimit = 10_000_000
const version = { 'x-openrosa-version': '1.0' }

function read(text: string): Document {
  const document = new DOMParser().parseFromString(text, 'text/xml')
  if (document.getElementsByTagName('parsererror').length > 0) throw new Error('the answer is no XML')
  return document
}

const within = (element: Element, name: string): string =>
  element.getElementsByTagNameNS('*', name)[0]?.textContent?.trim() ?? ''

/** An address of the server as seen from this page: behind a proxy the server may think of itself under another name. */
export function local(address: string): string {
  const found = new URL(address, 'http://here')
  return found.pathname + found.search
}

export function readFormList(project: string, text: string): Listed[] {
  return [...read(text).getElementsByTagNameNS('*', 'xform') as unknown as Iterable<Element>].map((one) => ({
    project,
    form: within(one, 'formID'),
    title: within(one, 'name'),
    version: within(one, 'version'),
    hash: within(one, 'hash'),
    download: local(within(one, 'downloadUrl')),
    manifest: within(one, 'manifestUrl') ? local(within(one, 'manifestUrl')) : undefined,
  }))
}

export function readManifest(text: string): ListedFile[] {
  return [...read(text).getElementsByTagNameNS('*', 'mediaFile') as unknown as Iterable<Element>].map((one) => ({
    name: within(one, 'filename'),
    hash: within(one, 'hash'),
    download: local(within(one, 'downloadUrl')),
  }))
}

/** The sentence in an OpenRosa answer, for the person who sent. */
export function readMessage(text: string): string {
  // Other routes of the server answer in JSON, and a parser's complaint about it would break the policy of the page.
  if (text.startsWith('{')) {
    try {
      return String((JSON.parse(text) as { message?: unknown }).message ?? '')
    } catch {
      return ''
    }
  }
  if (!text.includes('OpenRosaResponse')) return ''
  try {
    const found = read(text).getElementsByTagNameNS('*', 'message')[0]?.textContent?.trim()
    return found ?? ''
  } catch {
    return ''
  }
}

/** The instanceID of a filled form, and the ID it replaces when it is an edit. */
export function readIdentity(text: string): { id: string; replaces: string } {
  const document = read(text)
  // A question may bear the same name: only what stands in a `meta` block counts.
  const meta = (name: string): string => ([...document.getElementsByTagNameNS('*', name) as unknown as Iterable<Element>]
    .find((one) => (one.parentNode as Element | null)?.localName === 'meta')?.textContent ?? '').trim()
  return { id: meta('instanceID'), replaces: meta('deprecatedID') }
}

export const projectPath = (project: string): string => `/v1/projects/${encodeURIComponent(project)}`
export const formPath = (project: string, form: string): string => `${projectPath(project)}/forms/${encodeURIComponent(form)}`

/** An answer that is no success, by its status, with the sentence of the server. */
export class Unanswered extends Refusal {
  constructor(status: number, text: string) {
    super(status, { detail: text })
  }
}

/** Asked before the routes for phones, which ask for a password: the browser would open a window of its own for it. */
async function isSignedOut(): Promise<boolean> {
  const answer = await fetch('/api/v1/session', { credentials: 'same-origin', redirect: 'error' })
  // Read to its end: else the browser holds the request open.
  await answer.arrayBuffer()
  return answer.status === 401
}

export async function fetchIt(address: string, language: string): Promise<Response> {
  if (await isSignedOut()) throw new Unanswered(401, '')
  const answer = await fetch(address, { headers: { ...version, 'accept-language': language }, credentials: 'same-origin', redirect: 'error' })
  if (!answer.ok) throw new Unanswered(answer.status, readMessage(await answer.text()))
  return answer
}

export const formList = async (project: string, language: string): Promise<Listed[]> =>
  readFormList(project, await (await fetchIt(`${projectPath(project)}/formList`, language)).text())
export const manifest = async (address: string, language: string): Promise<ListedFile[]> =>
  readManifest(await (await fetchIt(address, language)).text())

/** HEAD: what the server takes in one request, in bytes; or the status that is no 204. */
export async function askLimit(project: string): Promise<{ limit: number } | { status: number }> {
  if (await isSignedOut()) return { status: 401 }
  const answer = await fetch(`${projectPath(project)}/submission`, { method: 'HEAD', headers: version, credentials: 'same-origin', redirect: 'error' })
  if (answer.status !== 204) return { status: answer.status }
  const said = Number(answer.headers.get('x-openrosa-accept-content-length'))
  return { limit: said > 0 ? said : usualLimit }
}

export async function postSubmission(project: string, body: FormData, language: string): Promise<{ status: number; message: string; after?: number }> {
  const answer = await fetch(`${projectPath(project)}/submission`, {
    method: 'POST', body, headers: { ...version, 'accept-language': language }, credentials: 'same-origin', redirect: 'error',
  })
  const after = Number(answer.headers.get('retry-after'))
  return { status: answer.status, message: readMessage(await answer.text()), after: after > 0 ? after : undefined }
}
