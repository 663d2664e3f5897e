// Sends what waits while a page is open: at once, when the network comes back, and when a pause is over.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { language } from '../i18n'
import type { Waiting } from './database'
import { lastPerson } from './person'
import { queue, sendDue, whenChanged, type Pass } from './queue'

export interface Sending {
  waiting: ShallowRef<Waiting[]>
  last: ShallowRef<Pass | undefined>
  busy: Ref<boolean>
  /** Sends now, whatever pause was agreed. */
  send: () => Promise<void>
}

/** How often a page looks whether a pause is over, in milliseconds. */
const rhythm = 15_000

export function useSending(): Sending {
  const waiting = shallowRef<Waiting[]>([])
  const last = shallowRef<Pass>()
  const busy = ref(false)

  const look = async (): Promise<void> => { waiting.value = await queue() }
  async function run(atOnce: boolean): Promise<void> {
    const person = lastPerson()
    if (!person || busy.value || navigator.onLine === false) return
    busy.value = true
    try {
      last.value = await sendDue({ person: person.id, language: language(), now: () => new Date(), atOnce })
    } finally {
      busy.value = false
      await look()
    }
  }
  const back = (): void => void run(true)
  const seen = (): void => { if (document.visibilityState === 'visible') void run(false) }

  void look().then(() => run(true))
  const stop = whenChanged(() => void look())
  const timer = setInterval(() => void run(false), rhythm)
  addEventListener('online', back)
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    stop()
    clearInterval(timer)
    removeEventListener('online', back)
    document.removeEventListener('visibilitychange', seen)
  })
  return { waiting, last, busy, send: () => run(true) }
}
