// The desk of a border post: what its routes answer, and the sounds of a verdict.
import { get, post } from './api'
import type { components } from './contract'
import { language } from './i18n'

type Shapes = components['schemas']
export type Inspection = Shapes['BorderInspection']
export type Asked = Shapes['BorderInspectionAsked']
export type Shift = Shapes['BorderShift']
export type Decided = Shapes['BorderDecisionAsked']
export interface Line { id: string; state: string; data: Record<string, unknown> }

export const posts = () => get('/api/v1/border/posts')
export const shifts = (code: string) => get('/api/v1/border/posts/{code}/shifts', { path: { code } })
export const beginShift = (code: string, lane: string, date: string) => post('/api/v1/border/shifts', { body: { post: code, lane: lane || null, confirmed_date: date } })
export const handOver = (id: string, handover: string) => post('/api/v1/border/shifts/{id}/hand-over', { path: { id }, body: { handover } })
export const takeOver = (id: string) => post('/api/v1/border/shifts/{id}/take-over', { path: { id } })
export const inspect = (asked: Asked) => post('/api/v1/border/inspections', { body: { ...asked, lang: language() } })
export const decide = (id: string, decision: Decided) => post('/api/v1/border/inspections/{id}/decision', { path: { id }, body: decision })
export const live = (code: string) => get('/api/v1/border/posts/{code}/live', { path: { code } })
export const report = (code: string, day?: string) => get('/api/v1/border/posts/{code}/report', { path: { code }, query: { day } })
export const fileReport = (code: string, day: string, remarks: string) => post('/api/v1/border/posts/{code}/report', { path: { code }, body: { day, remarks: remarks || null } })

const records = (register: string, filter: string, purpose?: string) => get('/api/v1/registers/{register}/records', { path: { register }, query: { filter, purpose, limit: 100 } })
export const referred = (code: string) => records('border_inspections', `@state:eq:referred|post:eq:${code}`, 'second_line')
export const hitsOf = (inspection: string) => records('border_hits', `inspection:eq:${inspection}`)
export const decideHit = (id: string, name: string, reason: string) => post('/api/v1/registers/{register}/records/{id}/transition', { path: { register: 'border_hits', id }, body: { name, reason } })

/** A record as a line of a list: only what the lists here show. */
export const lines = (page: { records?: unknown[] } | undefined): Line[] => (page?.records ?? []) as Line[]

/** Characters of a zone by its lines: two of 44 or 36, three of 30. */
const whole = new Set([88, 72, 90])

/** The zone in what a reader typed, once all of it is there. */
export function zoneIn(typed: string): string | undefined {
  const lines = typed.toUpperCase().split(/[\n\r|]+/).map((line) => line.replace(/[^A-Z0-9<]/g, '')).filter((line) => line)
  return whole.has(lines.join('').length) ? lines.join('|') : undefined
}

/** The local date, as the officer knows it. */
export function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

let ear: AudioContext | undefined

/** One high tone, two middle ones, three low ones: told apart without looking, and without colour. */
export function sound(verdict: string): void {
  try {
    ear ??= new AudioContext()
    const [tone, times] = verdict === 'clear' ? [880, 1] : verdict === 'look' ? [523, 2] : [220, 3]
    for (let time = 0; time < times; time += 1) {
      const voice = ear.createOscillator()
      const loud = ear.createGain()
      loud.gain.value = 0.12
      voice.frequency.value = tone
      voice.connect(loud).connect(ear.destination)
      voice.start(ear.currentTime + time * 0.18)
      voice.stop(ear.currentTime + time * 0.18 + 0.12)
    }
  } catch {
    // A machine without sound still has words and shapes.
  }
}
