// How forms were filled in (the logs of phones), and which register a form feeds.
import { get } from '../api'
import type { components } from '../contract'
import { ask, json } from './server'
import type { Title } from '../shapes'

const base = (project: string, form: string): string => `/api/v1/collect/projects/${encodeURIComponent(project)}/forms/${encodeURIComponent(form)}`

type Shapes = components['schemas']
export type Filled = Shapes['AuditAnswer']
export type FormFilled = Shapes['FormAuditAnswer']
export const filledIn = (project: string, form: string, instance: string): Promise<Filled> =>
  get('/api/v1/collect/projects/{project}/forms/{form}/submissions/{instance}/audit', { path: { project: Number(project), form, instance } })
export const formFilledIn = (project: string, form: string): Promise<FormFilled> =>
  get('/api/v1/collect/projects/{project}/forms/{form}/audit', { path: { project: Number(project), form } })

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
