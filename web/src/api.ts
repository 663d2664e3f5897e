import type { paths } from './contract'
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

type Method = 'get' | 'post' | 'patch' | 'delete'
type Operation<R extends keyof paths, M extends Method> = paths[R][M]
/** The routes that know a method, as the server documents them. */
type Route<M extends Method> = { [R in keyof paths]: Operation<R, M> extends { responses: unknown } ? R : never }[keyof paths]

type InPath<O> = O extends { parameters: { path: infer P } } ? { path: P } : unknown
type InQuery<O> = O extends { parameters: { query?: infer Q } } ? (Q extends object ? { query?: Q } : unknown) : unknown
type InBody<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? { body: B }
  : O extends { requestBody: { content: { 'multipart/form-data': unknown } } } ? { form: FormData } : unknown
type Asked<O> = InPath<O> & InQuery<O> & InBody<O>
type Arguments<O> = object extends Asked<O> ? [asked?: Asked<O>] : [asked: Asked<O>]
type Content<S> = S extends { content: { 'application/json': infer B } } ? B : void
type Answer<O> = O extends { responses: infer S } ? Content<S[keyof S & (200 | 201 | 204)]> : never

/** Anything of what may be asked. */
interface Whole { path?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; form?: FormData }

/** The address of a route; empty answers are left out of its question. */
export function address(route: string, asked: Pick<Whole, 'path' | 'query'> = {}): string {
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asked.path?.[name] ?? ''))
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(asked.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') parts.append(name, String(value))
  }
  const text = parts.toString()
  return text ? `${filled}?${text}` : filled
}

async function send(method: string, route: string, asked: Whole = {}): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json' }
  let payload: BodyInit | undefined = asked.form
  if (asked.body !== undefined) {
    headers['content-type'] = 'application/json'
    payload = JSON.stringify(asked.body)
  }
  let answer: Response
  try {
    answer = await fetch(address(route, asked), { method, headers, body: payload, credentials: 'same-origin' })
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
  if (answer.ok) return parsed
  if (answer.status === 401 && route !== '/api/v1/session') onSignedOut()
  throw new Refusal(answer.status, (parsed ?? {}) as object)
}

// Routes, questions, bodies and answers are typed from the server's own document: what it does not know does not compile.
export const get = <R extends Route<'get'>>(route: R, ...[asked]: Arguments<Operation<R, 'get'>>) =>
  send('GET', route, asked as Whole) as Promise<Answer<Operation<R, 'get'>>>
export const post = <R extends Route<'post'>>(route: R, ...[asked]: Arguments<Operation<R, 'post'>>) =>
  send('POST', route, asked as Whole) as Promise<Answer<Operation<R, 'post'>>>
export const patch = <R extends Route<'patch'>>(route: R, ...[asked]: Arguments<Operation<R, 'patch'>>) =>
  send('PATCH', route, asked as Whole) as Promise<Answer<Operation<R, 'patch'>>>
export const remove = <R extends Route<'delete'>>(route: R, ...[asked]: Arguments<Operation<R, 'delete'>>) =>
  send('DELETE', route, asked as Whole) as Promise<Answer<Operation<R, 'delete'>>>
