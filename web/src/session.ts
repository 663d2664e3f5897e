import { computed, shallowRef } from 'vue'
import { get, post, remove } from './api'
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

/** Asks once, at the first page, who is signed in. */
export function restore(): Promise<void> {
  asked ??= get('/api/v1/session').then(
    (answer) => { current.value = answer },
    () => { current.value = undefined },
  )
  return asked
}

export async function signIn(user: string, password: string, totp?: string): Promise<void> {
  const answer = await post('/api/v1/session', { body: totp ? { user, password, totp } : { user, password } })
  current.value = answer
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
}

export function forget(): void {
  current.value = undefined
}
