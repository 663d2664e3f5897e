// The ledger of releases: what its routes answer, and what they are asked.
import { get, post } from './api'
import type { components } from './contract'
import { definition } from './lifecycle'

type Shapes = components['schemas']
export type Budget = Shapes['BudgetView']

export const ledger = () => get('/api/v1/releases')
export const release = (id: string) => get('/api/v1/releases/{id}', { path: { id } })
export const releaseRegister = () => definition('releases')
export const make = (purpose: string, recipe: string) => post('/api/v1/releases', { body: { purpose, recipe } })
export const step = (id: string, name: string, reason: string) =>
  post('/api/v1/releases/{id}/transition', { path: { id }, body: reason ? { name, reason } : { name } })
export const shippedRecipe = () => get('/api/v1/trafficking/recipe')

/** Combinations of n columns: what a release keeps of them. */
export interface Kept { columns: number; total_variation: number; mass_error: number; kept: number; invented: number }
export interface Utility { original: number; release: number; by_columns: Kept[]; values_lost: { column: string; values: number }[]; smallest_group: number }
export interface Attacks {
  membership: { people: number; auc: number | null; standard_error: number | null; found_at_one_percent: number | null }
  membership_allowed: number
  uniqueness: { original: number; release: number; reproduced: number }
  linkage: { targets: number; linked: number; right: number }
}
export interface Refusal { code: string; reason: string }

type Data = Record<string, unknown>
export const utilityOf = (data: Data | undefined): Utility | undefined => data?.utility as Utility | undefined
export const attacksOf = (data: Data | undefined): Attacks | undefined => data?.attacks as Attacks | undefined
export const refusalsOf = (data: Data | undefined): Refusal[] => (Array.isArray(data?.refusals) ? data.refusals as Refusal[] : [])
