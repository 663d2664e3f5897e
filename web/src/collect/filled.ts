// How forms were filled in (the logs of phones), and which register a form feeds.
import { ask, json } from './server'
import type { Texts } from './xform'
import type { Title } from '../shapes'

const base = (project: string, form: string): string => `/api/v1/collect/projects/${encodeURIComponent(project)}/forms/${encodeURIComponent(form)}`

export interface QuestionTime { path: string; label: Texts; seconds: number; visits: number }
export interface Changed { at: string; label: Texts; when: string; before: string; after: string; user: string }
export interface Filled {
  log: 'none' | 'awaited' | 'here' | 'unreadable'
  started: string | null
  ended: string | null
  active_seconds: number
  questions: QuestionTime[]
  changed: Changed[]
  tracks_changes: boolean
  reasons: { when: string; user: string; reason: string }[]
  people: string[]
  trail: { when: string; latitude: number; longitude: number; accuracy: number | null }[]
  trail_count: number
  trail_withheld: boolean
  odd: string[]
  unread: { line: number; reason: string }[]
  unread_count: number
}
export interface FormFilled {
  submissions: number
  logs: number
  whole: boolean
  enumerators: { name: string; logs: number; without: number; median_seconds: number | null; fast: number; changed: number; odd: number }[]
  questions: { path: string; label: Texts; seconds: number; logs: number }[]
  fast: { instance: string; name: string; active_seconds: number; index: number }[]
}
export const filledIn = (project: string, form: string, instance: string): Promise<Filled> => ask(`${base(project, form)}/submissions/${encodeURIComponent(instance)}/audit`)
export const formFilledIn = (project: string, form: string): Promise<FormFilled> => ask(`${base(project, form)}/audit`)

/** Minutes and seconds, or seconds with a tenth. */
export function lasting(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`
}

export interface Offered { name: string; title: Title; collect: boolean; entities: boolean }
export interface Binding { register: string | null; filled?: [string, string][]; unused?: string[]; missing?: string[] }
export const registersFor = (project: string): Promise<Offered[]> => ask(`/api/v1/collect/projects/${encodeURIComponent(project)}/registers`)
export const bindingOf = (project: string, form: string, register?: string): Promise<Binding> =>
  ask(`${base(project, form)}/register${register ? `?register=${encodeURIComponent(register)}` : ''}`)
export const bind = (project: string, form: string, register: string): Promise<Binding> => ask(`${base(project, form)}/register`, json('PUT', { register }))
export const unbind = (project: string, form: string): Promise<Binding> => ask(`${base(project, form)}/register`, { method: 'DELETE' })
