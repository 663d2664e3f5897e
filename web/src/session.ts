import { computed, shallowRef } from 'vue'
import { get, post, Refusal, remove } from './api'
import { forgetPerson, remember } from './collect/person'
import { isLanguage, speak } from './i18n'
import type { Actor, SessionAnswer } from './shapes'

const current = shallowRef<SessionAnswer>()
let asked: Promise<void> | undefined

export const actor = computed<Actor | undefined>(() => current.value?.actor)

/** Whether the server said this person may do it. The server decides again when it is asked. */
export function can(act: string): boolean {
  const may = current.value?.may ?? []
  return may.includes(act) || may.includes('*') || may.includes(`${act.slice(0, act.lastIndexOf(':'))}:*`)
}

/** Whether this person has work in the workspace of forms: others find the forms they fill under `collect`. */
export const managesForms = (): boolean => can('collect_forms:create') || can('collect_devices:create') || can('submissions:list')

function begin(answer: SessionAnswer): void {
  current.value = answer
  remember(answer.actor)
}

/** Asks once, at the first page, who is signed in; again when the server could not be reached. */
export function restore(): Promise<void> {
  asked ??= get('/api/v1/session').then(begin, (problem: unknown) => {
    current.value = undefined
    if (problem instanceof Refusal && problem.status === 0) asked = undefined
  })
  return asked
}

export async function signIn(user: string, password: string, totp?: string): Promise<void> {
  const answer = await post('/api/v1/session', { body: totp ? { user, password, totp } : { user, password } })
  begin(answer)
  asked = Promise.resolve()
  let chosen: string | null = null
  try {
    chosen = localStorage.getItem('language')
  } catch {
    chosen = null
  }
  if (!chosen && isLanguage(answer.actor.lang)) await speak(answer.actor.lang)
}

export async function signOut(): Promise<void> {
  await remove('/api/v1/session').catch(() => {})
  forget()
  forgetPerson()
  await (await import('./collect/forms')).forgetForms().catch(() => {})
}

export function forget(): void {
  current.value = undefined
}
