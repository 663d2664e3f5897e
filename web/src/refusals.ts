import { Refusal } from './api'
import { known, t } from './i18n'
import type { Fault } from './shapes'

/** A refusal in the reader's language where the code is known, else in the server's words. */
export function explain(problem: unknown): string {
  if (!(problem instanceof Refusal)) return t('refusal-unknown')
  const byCode = problem.code ? known('refusal-', problem.code) : ''
  if (byCode && byCode !== problem.code.replaceAll('_', ' ')) return byCode
  if (problem.message) return problem.message
  if (problem.status === 403) return t('refusal-forbidden')
  if (problem.status === 404) return t('refusal-not_found')
  return t('refusal-unknown')
}

export const faultsOf = (problem: unknown): Fault[] => (problem instanceof Refusal ? problem.faults : [])
