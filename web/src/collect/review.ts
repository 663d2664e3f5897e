// What the workspace asks about submissions, refused ones and phones.
import { get, post } from '../api'
import type { components } from '../contract'
import { formPath } from './openrosa'

type Shapes = components['schemas']
export type SubmissionPage = Shapes['SubmissionPage']
export type SubmissionLine = Shapes['SubmissionLine']
export type Submission = Shapes['SubmissionAnswer']
export type AnswerValue = Shapes['AnswerValue']
export type AnswerFinding = Shapes['AnswerFinding']
export type ChangedValue = Shapes['ChangedValue']
export type RefusedPage = Shapes['RefusedPage']
export type Refused = Shapes['RefusedAnswer']
export type PairAnswer = Shapes['PairAnswer']
export type Side = Shapes['Side']
export type Decision = Shapes['Decision']
export type NewDevice = Shapes['DeviceAnswer']

/** States of a review as the register names them. */
export const reviewStates = ['received', 'edited', 'has_issues', 'approved', 'rejected'] as const
export const refusedStates = ['waiting', 'merged', 'separate', 'discarded'] as const
export const decisions = ['keep', 'edit', 'values', 'separate'] as const

export interface Wanted { state?: string; findings?: 'errors' | 'any' | 'none' | ''; cursor?: string; limit?: number }

export const submissionPage = (project: string, form: string, wanted: Wanted): Promise<SubmissionPage> =>
  get('/api/v1/collect/projects/{project}/forms/{form}/submissions', {
    path: { project, form } as never, query: { ...wanted, findings: wanted.findings || undefined, state: wanted.state || undefined },
  })
export const submission = (project: string, form: string, instance: string): Promise<Submission> =>
  get('/api/v1/collect/projects/{project}/forms/{form}/submissions/{instance}', { path: { project, form, instance } as never })
export const refusedPage = (wanted: { project: string; form: string; state?: string; cursor?: string; limit?: number }): Promise<RefusedPage> =>
  get('/api/v1/collect/refused', { query: { ...wanted, project: Number(wanted.project), state: wanted.state || undefined } })
export const refused = (id: string): Promise<Refused> => get('/api/v1/collect/refused/{refused}', { path: { refused: id } })
export const decide = (id: string, body: { decision: Decision; reason: string; seen: string; values: Record<string, Side> }): Promise<Refused> =>
  post('/api/v1/collect/refused/{refused}/decision', { path: { refused: id }, body })
export const addDevice = (project: string, name: string): Promise<NewDevice> =>
  post('/api/v1/collect/projects/{project}/devices', { path: { project } as never, body: { name } })

export const filePath = (project: string, form: string, instance: string, name: string): string =>
  `${formPath(project, form)}/submissions/${encodeURIComponent(instance)}/attachments/${encodeURIComponent(name)}`
