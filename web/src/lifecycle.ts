import { get } from './api'
import { known, say } from './i18n'
import { can } from './session'
import type { Register, Transition } from './shapes'

/** A register with its fields and lifecycle. */
export const definition = (register: string) => get('/api/v1/registers/{register}', { path: { register } })

/** The steps that lead on from a state, whoever may take them. */
export const stepsFrom = (register: Register | undefined, state: string | undefined): Transition[] =>
  (register?.lifecycle?.transitions ?? []).filter((step) => state !== undefined && (step.from ?? []).includes(state))

/** Of these, the ones this person may take. */
export const allowedSteps = (register: Register | undefined, state: string | undefined): Transition[] =>
  stepsFrom(register, state).filter((step) => can(`${register?.name}:transition:${step.name}`))

export const stateTitle = (register: Register | undefined, state: string | undefined): string =>
  say(register?.lifecycle?.states?.find((one) => one.name === state)?.title, (state ?? '').replaceAll('_', ' '))

export const stepTitle = (step: Transition | undefined): string => say(step?.title, known('step-', step?.name))
