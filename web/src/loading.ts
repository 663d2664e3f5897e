import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { explain } from './refusals'

export interface Loading<T> {
  value: ShallowRef<T | undefined>
  busy: Ref<boolean>
  problem: Ref<string>
  load: () => Promise<void>
}

/** One thing to fetch, with its waiting and its failure. An answer that was overtaken is dropped. */
export function loading<T>(fetchIt: () => Promise<T>): Loading<T> {
  const value = shallowRef<T>()
  const busy = ref(false)
  const problem = ref('')
  let turn = 0
  async function load(): Promise<void> {
    turn += 1
    const mine = turn
    busy.value = true
    try {
      const answer = await fetchIt()
      if (mine !== turn) return
      value.value = answer
      problem.value = ''
    } catch (refused) {
      if (mine === turn) problem.value = explain(refused)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  return { value, busy, problem, load }
}
