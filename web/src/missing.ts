// The inbox of missing migrants: what its routes answer, and what they are asked.
import { get, post } from './api'
import type { components } from './contract'
import { language } from './i18n'
import { definition } from './lifecycle'

type Shapes = components['schemas']
export type Candidate = Shapes['FatalityCandidate']
export type Reported = Shapes['FatalityRecord']

export const reportRegister = () => definition('fatality_reports')
export const incidentRegister = () => definition('fatality_incidents')

export const inbox = (state: string, cursor?: string) => get('/api/v1/fatalities/inbox', { query: { state, cursor } })
export const incidents = (state: string, cursor?: string) => get('/api/v1/registers/{register}/records', {
  path: { register: 'fatality_incidents' }, query: { filter: `@state:eq:${state}`, cursor, limit: 50 },
})
export const report = (id: string) => get('/api/v1/registers/{register}/records/{id}', { path: { register: 'fatality_reports', id } })
export const incident = (id: string) => get('/api/v1/registers/{register}/records/{id}', { path: { register: 'fatality_incidents', id } })
export const likeReport = (id: string) => get('/api/v1/fatalities/reports/{id}/candidates', { path: { id } })
export const likeIncident = (id: string) => get('/api/v1/fatalities/incidents/{id}/candidates', { path: { id } })
export const take = (id: string, why: string) => post('/api/v1/fatalities/reports/{id}/take', { path: { id }, body: why ? { no_duplicate: why } : {} })
export const reject = (id: string, reason: string) => post('/api/v1/fatalities/reports/{id}/reject', { path: { id }, body: { reason } })
export const link = (id: string, known: string, set: Record<string, unknown>, reason: string) =>
  post('/api/v1/fatalities/reports/{id}/link', { path: { id }, body: { incident: known, set, reason } })
export const step = (id: string, name: string, reason: string) =>
  post('/api/v1/fatalities/incidents/{id}/transition', { path: { id }, body: reason ? { name, reason } : { name } })

export const reasonWords = (one: Candidate['reasons'][number]): string => one.words[language()] ?? one.words.en ?? one.code

/** Figures of people that a report may know better than the incident it is linked to. */
export const figures = ['dead', 'missing', 'survivors', 'females', 'males', 'minors'] as const
