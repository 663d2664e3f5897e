import { day, known, moment, number, say, t } from './i18n'
import type { Data, Field, Value } from './shapes'

/** A stored value as a person reads it: labels for choices, dates and figures in the language. */
export function show(value: Value, field?: Field): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (Array.isArray(value)) return value.map((one) => show(one as Value, field)).join(', ')
  if (typeof value === 'object') return JSON.stringify(value)
  const choice = field?.choices?.find((one) => one.value === String(value))
  if (choice) return say(choice.label, choice.value)
  // Degrees lose their place when they are rounded like amounts; a year is no amount.
  if (isPlain(field)) return String(value)
  if (typeof value === 'number') return number(value)
  if (typeof value !== 'string') return String(value)
  if (field?.kind === 'date') return day(value)
  if (field?.kind === 'datetime') return moment(value)
  if (isNumeric(field) && /^-?\d+(\.\d+)?$/.test(value)) return number(value)
  return value
}

/** What a record says of a field, as text; nothing where it says nothing. */
export const text = (data: Data | undefined, name: string): string => {
  const value = data?.[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** An estimate as a whole number; a dash where there is none. */
export const whole = (value: number | null | undefined): string => (value == null ? '–' : number(Math.round(value)))

export const isNumeric = (field: Field | undefined): boolean =>
  field?.kind === 'integer' || field?.kind === 'decimal'

const isPlain = (field: Field | undefined): boolean => /^#(geo|date)/.test(field?.hxl ?? '') && field?.kind !== 'date' && field?.kind !== 'datetime'

export const labelOf = (field: Field): string => say(field.label, known('field-', field.name))

/** What was typed, in the kind the field holds; empty is no value. */
export function typed(text: string | string[], field: Field | undefined): Value {
  if (Array.isArray(text)) return text
  if (text === '') return null
  if (field?.kind === 'boolean') return text === 'true'
  if (field && isNumeric(field)) {
    const amount = Number(text)
    // What is no number goes as it was typed, so that the server can say what is wrong with it.
    return Number.isFinite(amount) ? amount : text
  }
  return text
}

const plain = new Set<Field['kind']>(['text', 'integer', 'decimal', 'date', 'partial_date', 'time', 'datetime', 'boolean', 'select_one', 'select_multiple'])

/** Whether one input can hold this field; groups, repeated rows and computed values are shown only. */
export const isEditable = (field: Field, stands: Value): boolean =>
  (field.kind === undefined || plain.has(field.kind))
  && (typeof stands !== 'object' || stands === null || field.kind === 'select_multiple')

/** A stored value as an input holds it. */
export const asInput = (value: Value): string | string[] =>
  Array.isArray(value) ? value.map(String) : value === null || value === undefined ? '' : String(value)
