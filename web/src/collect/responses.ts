// Answers as a table and as points, read from the OData table of a form.
import type { Form, Question, Texts } from './xform'

export type Row = Record<string, unknown>
export interface Point { lon: number; lat: number }
export interface Table { columns: string[]; rows: { id: string; cells: Record<string, string> }[]; points: Point[] }

interface Shape { type: 'Point'; coordinates: number[] }
const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPoint = (value: unknown): value is Shape =>
  isObject(value) && value.type === 'Point' && Array.isArray(value.coordinates) && value.coordinates.slice(0, 2).every((one) => Number.isFinite(one))

/** Groups become paths, places become `lat, lon`; what the server says about a row and its repeats is left out. */
export function tabulate(rows: Row[]): Table {
  const columns = new Set<string>()
  const points: Point[] = []
  const read = (row: Row, path: string, cells: Record<string, string>, depth: number): void => {
    for (const [name, value] of Object.entries(row)) {
      if (name.startsWith('__') || name === 'meta' || name.includes('@odata') || (Array.isArray(value) && value.some(isObject))) continue
      const at = path ? `${path} / ${name}` : name
      if (isPoint(value)) {
        const [lon, lat] = value.coordinates as [number, number]
        points.push({ lon, lat })
        columns.add(at)
        cells[at] = `${lat}, ${lon}`
      } else if (Array.isArray(value)) {
        columns.add(at)
        cells[at] = value.join(' ')
      } else if (isObject(value) && depth < 16) read(value, at, cells, depth + 1)
      else {
        columns.add(at)
        cells[at] = value === null || value === undefined ? '' : String(value)
      }
    }
  }
  const read1 = rows.map((row) => {
    const cells: Record<string, string> = {}
    read(row, '', cells, 0)
    return { id: String(row.__id ?? ''), cells }
  })
  return { columns: [...columns], rows: read1, points }
}

/** How a table is told: its texts in the reader's language, days and moments as they are written there. */
export interface Telling { text: (words: Texts, fallback: string) => string; day: (value: string) => string; moment: (value: string) => string }
export interface DressedTable { columns: { key: string; title: string }[]; rows: Table['rows'] }

/** The table in the words and the order of its form; what the form does not ask stands at the end under its name. */
export function dress(table: Table, form: Form, tell: Telling): DressedTable {
  const asked = new Map(form.questions.map((one, order) => [one.path.split('/').slice(2).join(' / '), { one, order }]))
  const order = (key: string): number => asked.get(key)?.order ?? Number.MAX_SAFE_INTEGER
  const told = (one: Question | undefined, value: string): string => {
    if (one?.choices.length) return value.split(' ').filter(Boolean).map((part) => tell.text(one.choices.find((choice) => choice.value === part)?.label ?? {}, part)).join(', ')
    if (one?.type === 'date') return value && tell.day(value)
    return one?.type === 'dateTime' || /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? value && tell.moment(value) : value
  }
  return {
    columns: [...table.columns].sort((a, b) => order(a) - order(b)).map((key) => ({ key, title: tell.text(asked.get(key)?.one.label ?? {}, key) })),
    rows: table.rows.map((row) => ({ id: row.id, cells: Object.fromEntries(Object.entries(row.cells).map(([key, value]) => [key, told(asked.get(key)?.one, value)])) })),
  }
}

/** Where points stand in a drawing of this size: all of them fit, and a degree is as long north as it is east at their middle. */
export function place(points: Point[], size: { inline: number; block: number; margin: number }): { x: number; y: number }[] {
  if (!points.length) return []
  const lats = points.map((one) => one.lat)
  const shrink = Math.max(Math.cos(((Math.min(...lats) + Math.max(...lats)) / 2) * (Math.PI / 180)), 0.01)
  const flat = points.map((one) => ({ x: one.lon * shrink, y: -one.lat }))
  const range = (values: number[]): { least: number; span: number } => ({ least: Math.min(...values), span: Math.max(...values) - Math.min(...values) })
  const across = range(flat.map((one) => one.x))
  const down = range(flat.map((one) => one.y))
  const scale = Math.min((size.inline - 2 * size.margin) / (across.span || 1e-9), (size.block - 2 * size.margin) / (down.span || 1e-9), 1e6)
  return flat.map((one) => ({
    x: size.inline / 2 + (one.x - across.least - across.span / 2) * scale,
    y: size.block / 2 + (one.y - down.least - down.span / 2) * scale,
  }))
}
