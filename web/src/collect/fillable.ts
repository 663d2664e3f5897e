// The forms this person may fill, of every project they may see.
import { keptForms } from './forms'
import { fetchIt, formList, Unanswered, type Listed } from './openrosa'
import type { KeptForm } from './database'

export interface Fillable { listed?: Listed; kept?: KeptForm; newer: boolean }
export interface Answer { forms: Fillable[]; reached: 'yes' | 'no' | 'signed-out' }

async function onServer(language: string): Promise<Listed[]> {
  const projects = await (await fetchIt('/v1/projects', language)).json() as { id: number | string }[]
  return (await Promise.all(projects.map((project) => formList(String(project.id), language)))).flat()
}

/** What the server lists together with what this device keeps; only the latter when the server does not answer. */
export async function fillable(person: string, language: string): Promise<Answer> {
  const kept = await keptForms(person)
  let listed: Listed[] = []
  let reached: Answer['reached'] = 'yes'
  try {
    listed = await onServer(language)
  } catch (problem) {
    if (problem instanceof Unanswered && problem.status !== 401) throw problem
    reached = problem instanceof Unanswered ? 'signed-out' : 'no'
  }
  const key = (one: { project: string; form: string }): string => `${one.project}/${one.form}`
  const byKey = new Map(kept.map((one) => [key(one), one]))
  if (reached !== 'yes') return { reached, forms: kept.map((one) => ({ kept: one, newer: false })) }
  return {
    reached,
    forms: listed.map((one) => {
      const here = byKey.get(key(one))
      return { listed: one, kept: here, newer: here !== undefined && here.hash !== one.hash }
    }),
  }
}
