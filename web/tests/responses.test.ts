import { expect, it } from 'vitest'
import { dress, place, tabulate } from '../src/collect/responses'

it('answers become cells named by their path, places also points, and what is not an answer is left out', () => {
  const table = tabulate([
    {
      __id: 'uuid:1', __system: { submitterName: 'Ana' }, meta: { instanceID: 'uuid:1' }, kind: 'camp', who: { name: 'Ana', age: 30 },
      where: { type: 'Point', coordinates: [21.5, 13.25, 0] }, needs: [{ need: 'Water' }], 'needs@odata.navigationLink': 'x',
    },
    { __id: 'uuid:2', kind: null, extra: false },
  ])
  expect(table.columns).toEqual(['kind', 'who / name', 'who / age', 'where', 'extra'])
  expect(table.rows).toEqual([
    { id: 'uuid:1', cells: { kind: 'camp', 'who / name': 'Ana', 'who / age': '30', where: '13.25, 21.5' } },
    { id: 'uuid:2', cells: { kind: '', extra: 'false' } },
  ])
  expect(table.points).toEqual([{ lon: 21.5, lat: 13.25 }])
})

it('points fill the drawing without leaving it, north above and east after', () => {
  const size = { inline: 300, block: 200, margin: 10 }
  const [south, north] = place([{ lon: 10, lat: 0 }, { lon: 12, lat: 1 }], size)
  expect(south!.y).toBeGreaterThan(north!.y)
  expect(south!.x).toBeLessThan(north!.x)
  expect(south!.x).toBeCloseTo(10)
  expect(north!.x).toBeCloseTo(290)
  // Twice as far east as north, near the equator.
  expect((north!.x - south!.x) / (south!.y - north!.y)).toBeCloseTo(2, 3)
})

it('one point, and many in one place, stand in the middle', () => {
  const size = { inline: 300, block: 200, margin: 10 }
  expect(place([{ lon: 5, lat: 5 }, { lon: 5, lat: 5 }], size)).toEqual([{ x: 150, y: 100 }, { x: 150, y: 100 }])
  expect(place([], size)).toEqual([])
})

it('a table stands in the words and the order of its form, choices and days too', () => {
  const question = (path: string, more: object) => ({ path, name: '', control: 'input', type: 'string', label: {}, hint: {}, choices: [], required: false, relevant: '', constraint: '', calculate: '', depth: 0, ...more })
  const form = {
    id: 'a', version: '1', title: '', languages: ['en'],
    questions: [
      question('/data/day', { type: 'date', label: { en: 'Day' } }),
      question('/data/who/needs', { control: 'select', label: { en: 'Needs' }, choices: [{ value: 'w', label: { en: 'Water' } }, { value: 'f', label: {} }] }),
    ],
  }
  const table = tabulate([{ __id: '1', start: '2026-11-25T08:00:00.000+03:00', who: { needs: ['w', 'f'] }, day: '2026-11-25', odd: [{ row: 1 }] }])
  const told = dress(table, form, { text: (words, fallback) => words.en ?? fallback, day: (value) => `day ${value}`, moment: () => 'then' })
  expect(told.columns.map((one) => one.title)).toEqual(['Day', 'Needs', 'start'])
  expect(told.rows[0]!.cells).toEqual({ day: 'day 2026-11-25', 'who / needs': 'Water, f', start: 'then' })
})
