// What the server answers. Fields are optional wherever a screen can do without them.

/** A text in several languages, or in one. */
export type Title = string | Partial<Record<string, string>> | null | undefined
export type Value = string | number | boolean | null | undefined | unknown[] | Record<string, unknown>
export type Data = Record<string, Value>

export interface Grant { role: string; unit: string }
export interface Actor { id: string; name?: string; lang?: string; grants?: Grant[] }
export interface SessionAnswer { actor: Actor; may?: string[] }

export interface Fault { field?: string; code?: string; reason?: string; value?: Value }

export interface State { name: string; title?: Title }
export interface Transition { name: string; title?: Title; from?: string[]; to?: string; reason_required?: boolean }
export interface Lifecycle { initial?: string; states?: State[]; transitions?: Transition[] }
export interface Choice { value: string; label?: Title }
export interface Field {
  name: string
  kind?: string
  label?: Title
  hint?: Title
  required?: boolean
  class?: string
  indexed?: boolean
  hxl?: string
  identity?: boolean
  choices?: Choice[]
}
export interface RegisterLine { name: string; title?: Title; module?: string; class?: string; states?: (string | State)[] }
export interface Register { name: string; title?: Title; class?: string; key?: string[]; fields?: Field[]; lifecycle?: Lifecycle }

export interface Side { value?: Value; actor?: string; at?: string }
export interface Conflict { field: string; stands?: Side; other?: Side }
export interface Entry {
  id: string
  version: number | string
  state?: string
  owner?: string
  place?: string
  partition?: string
  created?: string
  changed?: string
  data?: Data
  conflicts?: Conflict[]
  masked?: string[] | boolean
}
export interface EntryPage { records?: Entry[]; next?: string | null; previous?: string | null; count?: { value?: number; more?: boolean } | number }
export interface HistoryLine { at?: string; actor?: string; kind?: string; set?: Data; reason?: string; transition?: string; note?: string }

export type Severity = 'error' | 'warning' | 'info'
export const severities: Severity[] = ['error', 'warning', 'info']
export interface Tally { open?: number; accepted?: number; fixed?: number }
export interface Round {
  id: string
  version: number | string
  number?: number | string
  title?: Title
  state?: string
  starts?: string
  ends?: string
  assessments?: number
  individuals?: number
  households?: number
  findings?: Partial<Record<Severity, Tally>>
}
export interface Finding {
  id: string
  version: number | string
  check?: string
  severity?: Severity
  state?: string
  message?: Title
  register?: string
  record?: string
  field?: string
  value?: Value
  place_name?: string
  reason?: string
}
export interface PlaceChange { place: string; name: string; fate: string; before: number | null; after: number | null; change: number | null; share: number | null; explanation: string | null }
export interface FateCount { fate: string; places: number; before: number; after: number }
export interface Comparison {
  total_before: number
  total_after: number
  covered_both: number
  fates: FateCount[]
  changed: PlaceChange[]
}

export interface Indicator { id: string; title?: Title; unit?: string; dims?: string[]; class?: string }
export interface Observation { place?: string; place_name?: string; partition?: string; by?: Record<string, string>; value?: number | null; suppressed?: boolean; records?: number }
export interface Observations { rows?: Observation[]; notes?: Title[] }

export interface ImportFault { sheet?: string; row?: number; column?: string; reason?: string; value?: Value; severity?: string }
export interface ImportReport {
  rows?: number
  created?: number
  changed?: number
  unchanged?: number
  totals?: unknown
  faults?: ImportFault[]
  notes?: Title[]
}
export interface ImportAnswer { understanding?: unknown; report?: ImportReport }

export interface User { id: string; name?: string; lang?: string; grants?: Grant[]; disabled?: boolean; totp?: boolean }
export interface Unit { path: string; title?: Title }
