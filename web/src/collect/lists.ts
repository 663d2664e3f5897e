// Entity lists: what phones are given of sites, households and cases, and which forms see personal data of them.
import { ask, json } from './server'
import { projectPath } from './openrosa'
import type { Title } from '../shapes'

/** A list in short; one with a register is that register on phones. */
export interface ListLine {
  name: string
  register?: string | null
  approvalRequired: boolean
  entities?: number
  conflicts?: number
}
/** A phone gets an entity whose property equals an attribute of the phone. */
export interface Rule { datasetProperty: string; actorProperty: string; roles?: string[]; within?: boolean }
interface FormName { xmlFormId: string; name: string }
export interface ListProperty { name: string; class: string; identity: boolean; forms: FormName[] }
export interface ListWhole extends ListLine {
  holdDays: number | null
  accessRules: Rule[]
  sourceForms: FormName[]
  linkedForms: FormName[]
  properties: ListProperty[]
}
/** A register that may be given to phones, with the states in which they get a record (all when empty). */
export interface Giveable { name: string; title: Title; entities: boolean; label?: string; states?: { name: string; title: Title }[] }
/** Personal data of one list, and what of it a form is given. */
export interface Grantable { list: string; register?: string | null; properties: { name: string; class: string; identity: boolean; granted: boolean }[] }

const listPath = (project: string, list: string): string => `${projectPath(project)}/datasets/${encodeURIComponent(list)}`
const grantPath = (project: string, form: string): string => `/api/v1/collect/projects/${encodeURIComponent(project)}/forms/${encodeURIComponent(form)}/entity-grants`

export const lists = (project: string): Promise<ListLine[]> => ask(`${projectPath(project)}/datasets`)
export const list = (project: string, name: string): Promise<ListWhole> => ask(listPath(project, name))
export const giveable = async (project: string): Promise<Giveable[]> =>
  (await ask<Giveable[]>(`/api/v1/collect/projects/${encodeURIComponent(project)}/registers`)).filter((one) => one.entities)
export const give = (project: string, register: string, name: string, approvalRequired: boolean): Promise<ListWhole> =>
  ask(`${projectPath(project)}/datasets`, json('POST', { name, register, approvalRequired }))
/** Changes a list. `waiting` says what becomes of submissions that waited for an approval which is no longer asked for. */
export const change = (project: string, name: string, sent: { approvalRequired?: boolean; holdDays?: number; accessRules?: Rule[] }, waiting?: 'make' | 'leave'): Promise<ListWhole> =>
  ask(`${listPath(project, name)}${waiting ? `?convert=${waiting === 'make'}` : ''}`, json('PATCH', sent))
/** Sets what rules compare with: all attributes of a phone at once. */
export const setAttributes = (project: string, device: string, properties: Record<string, string>): Promise<unknown> =>
  ask(`${projectPath(project)}/app-users/${encodeURIComponent(device)}`, json('PATCH', { properties }))
export const grants = (project: string, form: string): Promise<Grantable[]> => ask(grantPath(project, form))
export const grant = (project: string, form: string, given: Record<string, string[]>): Promise<Grantable[]> => ask(grantPath(project, form), json('PUT', given))
