import type { Fault } from './shapes'

/** The server's refusal, in the words it gave. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly faults: Fault[]

  constructor(status: number, body: { title?: string; detail?: string; code?: string; faults?: Fault[] }) {
    super(body.detail || body.title || '')
    this.status = status
    this.code = body.code ?? (status === 0 ? 'unreachable' : '')
    this.faults = body.faults ?? []
  }
}

let onSignedOut: () => void = () => {}

/** Says what to do when the server no longer knows this session. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

/** Puts a path and its question together; empty answers are left out, lists repeat the name. */
export function query(path: string, asked: Record<string, string | number | undefined | null | string[]>): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') parts.append(name, String(one))
    }
  }
  const text = parts.toString()
  return text ? `${path}?${text}` : path
}

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  let payload: BodyInit | undefined
  if (body instanceof FormData) payload = body
  else if (body !== undefined) {
    headers['content-type'] = 'application/json'
    payload = JSON.stringify(body)
  }
  let answer: Response
  try {
    answer = await fetch(`/api/v1${path}`, { method, headers, body: payload, credentials: 'same-origin' })
  } catch {
    throw new Refusal(0, {})
  }
  const text = await answer.text()
  let parsed: unknown
  try {
    parsed = text ? JSON.parse(text) : undefined
  } catch {
    parsed = undefined
  }
  if (answer.ok) return parsed as T
  if (answer.status === 401 && path !== '/session') onSignedOut()
  throw new Refusal(answer.status, (parsed ?? {}) as object)
}

export const get = <T>(path: string): Promise<T> => send('GET', path)
export const post = <T>(path: string, body: unknown = {}): Promise<T> => send('POST', path, body)
export const patch = <T>(path: string, body: unknown): Promise<T> => send('PATCH', path, body)
export const remove = (path: string): Promise<void> => send('DELETE', path)

/** One part of an address, made safe. */
export const part = encodeURIComponent
