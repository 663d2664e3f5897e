// The form routes below /v1, which follow the layout of ODK Central so that scripts of others work too.
import { Refusal } from '../api'
import { fetchIt, formPath, projectPath } from './openrosa'
import type { Fault, Severity } from '../shapes'

export interface Project { id: number | string; name: string }
export interface FormLine {
  xmlFormId: string
  name: string | null
  version: string
  state: 'open' | 'closing' | 'closed'
  publishedAt: string | null
  hasDraft?: boolean | null
  /** MD5 of the form. */
  hash?: string
  submissions?: number
  lastSubmission?: string | null
  /** What the compiler said that does not keep the form from being used. */
  warnings?: (FormFault | string)[] | null
}
export interface Version { version: string; publishedAt: string | null }
/** States of a review as scripts for ODK Central name them. */
export type Review = 'received' | 'edited' | 'hasIssues' | 'approved' | 'rejected'
export interface Device { id: number | string; displayName: string; token: string | null; createdAt: string; lastUsed?: string | null; /** What rules of entity lists compare with. */ properties?: Record<string, string> | null }
/** The compiler's warnings about a form. */
export const warningsOf = (line: FormLine | undefined): FormFault[] =>
  (line?.warnings ?? []).map((one) => (typeof one === 'string' ? { reason: one, code: '', severity: 'warning' } : { ...one, severity: 'warning' }))
/** Something the compiler says about a place in the form's file. */
export type FormFault = Fault & { sheet?: string; row?: number; column?: string; severity?: Severity; /** What to do about it. */ mend?: string }

interface Told { detail?: string; message?: string; title?: string; code?: string | number; faults?: FormFault[]; details?: { faults?: FormFault[] } }

export async function ask<T>(address: string, request: RequestInit & { language?: string } = {}): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(address, { credentials: 'same-origin', ...request, headers: { accept: 'application/json', 'x-extended-metadata': 'true', ...request.headers } })
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
  const told = (parsed ?? {}) as Told
  throw new Refusal(answer.status, {
    title: told.title, detail: told.detail ?? told.message, code: typeof told.code === 'string' ? told.code : undefined,
    faults: told.faults ?? told.details?.faults,
  })
}

export const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

export const projects = (): Promise<Project[]> => ask('/v1/projects')
export const formLines = (project: string): Promise<FormLine[]> => ask(`${projectPath(project)}/forms`)
export const formLine = (project: string, form: string): Promise<FormLine> => ask(formPath(project, form))
export const setFormState = (project: string, form: string, state: FormLine['state']): Promise<FormLine> => ask(formPath(project, form), json('PATCH', { state }))
export const versions = (project: string, form: string): Promise<Version[]> => ask(`${formPath(project, form)}/versions`)
export const draftLine = (project: string, form: string): Promise<FormLine> => ask(`${formPath(project, form)}/draft`)
export const publish = (project: string, form: string, version: string): Promise<unknown> =>
  ask(`${formPath(project, form)}/draft/publish${version ? `?version=${encodeURIComponent(version)}` : ''}`, { method: 'POST' })
export const formXml = async (project: string, form: string, version: string | undefined, language: string): Promise<string> =>
  await (await fetchIt(version === undefined ? `${formPath(project, form)}.xml` : `${formPath(project, form)}/versions/${encodeURIComponent(version || '___')}.xml`, language)).text()
export const draftXml = async (project: string, form: string, language: string): Promise<string> =>
  await (await fetchIt(`${formPath(project, form)}/draft.xml`, language)).text()

/** What kind of file it is, by its name; the server looks into it in any case. */
export function kindOf(name: string): string {
  const end = name.toLowerCase().split('.').at(-1)
  if (end === 'xlsx') return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  if (end === 'xls') return 'application/vnd.ms-excel'
  return 'application/xml'
}

/** Sends a form as its author wrote it; it is a draft until it is published. Without `form` it is a new one. */
export const upload = (project: string, file: File, form?: string): Promise<FormLine> => ask(
  form === undefined ? `${projectPath(project)}/forms?publish=false&ignoreWarnings=true` : `${formPath(project, form)}/draft?ignoreWarnings=true`,
  {
    method: 'POST', body: file,
    // The name without its ending is the id of a form that does not say its own; headers hold ASCII only.
    headers: { 'content-type': kindOf(file.name), 'x-xlsform-formid-fallback': encodeURIComponent(file.name.replace(/\.[^.]*$/, '')) },
  },
)

const submissionPath = (project: string, form: string, id: string): string => `${formPath(project, form)}/submissions/${encodeURIComponent(id)}`
export const review = (project: string, form: string, id: string, state: Review): Promise<unknown> =>
  ask(submissionPath(project, form, id), json('PATCH', { reviewState: state === 'received' ? null : state }))
export const comment = (project: string, form: string, id: string, body: string): Promise<unknown> =>
  ask(`${submissionPath(project, form, id)}/comments`, json('POST', { body }))

export const devices = (project: string): Promise<Device[]> => ask(`${projectPath(project)}/app-users`)
export const revokeDevice = (project: string, device: string): Promise<unknown> =>
  ask(`${projectPath(project)}/app-users/${encodeURIComponent(device)}`, { method: 'DELETE' })

/** The latest answers, as OData gives them. */
export const responses = async (project: string, form: string, most: number): Promise<Record<string, unknown>[]> =>
  (await ask<{ value: Record<string, unknown>[] }>(`${formPath(project, form)}.svc/Submissions?$top=${most}`)).value
export const downloadPath = (project: string, form: string, asked: { split: boolean }): string =>
  `${formPath(project, form)}/submissions.csv.zip?attachments=false&splitSelectMultiples=${asked.split}`
