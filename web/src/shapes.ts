// Short names for what the server answers; the shapes themselves come from its document.
import type { components } from './contract'

type Shapes = components['schemas']

/** A text in several languages, or in one. */
export type Title = string | Partial<Record<string, string>> | null | undefined
/** A value of a record: what kind it is, its field says. */
export type Value = unknown
export type Data = Record<string, Value>

export type Actor = Shapes['ActorAnswer']
export type SessionAnswer = Shapes['SessionAnswer']
export type Fault = Partial<Shapes['FaultView']>

export type Transition = Shapes['TransitionAnswer']
/** A field, or as much as is known of one that is no longer in the form. */
export type Field = Pick<Shapes['FieldAnswer'], 'name'> & Partial<Shapes['FieldAnswer']>
export type RegisterLine = Shapes['RegisterLine']
export type Register = Shapes['RegisterAnswer']

export type Conflict = Shapes['ConflictAnswer']
export type Entry = Shapes['RecordAnswer']

export const severities = ['error', 'warning', 'info'] as const
export type Severity = typeof severities[number]
export type Round = Shapes['RoundAnswer']
export type Finding = Shapes['FindingAnswer']
export type PlaceChange = Shapes['PlaceChangeAnswer']
export type AreaCoverage = Shapes['AreaCoverage']
export type RouteFlow = Shapes['RouteAnswer']

export type Observation = Shapes['ObservationAnswer']
export type ImportAnswer = Shapes['ImportAnswer']
export type User = Shapes['UserAnswer']
