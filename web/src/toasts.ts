import { ref } from 'vue'

export interface Toast { id: number; text: string }
export const toasts = ref<Toast[]>([])
let count = 0

/** Says a short thing that a screen reader speaks too; it goes away by itself. */
export function toast(text: string): void {
  count += 1
  const id = count
  toasts.value = [...toasts.value.slice(-2), { id, text }]
  setTimeout(() => { toasts.value = toasts.value.filter((one) => one.id !== id) }, 6000)
}
