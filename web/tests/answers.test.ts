import { DOMParser } from '@xmldom/xmldom'
import { beforeAll, expect, it } from 'vitest'
import { answers } from '../src/collect/answers'
import { fillPath, placeOf } from '../src/fill/place'

beforeAll(() => { Object.assign(globalThis, { DOMParser }) })

it('a submission is told in the order of its questions, the turns of a repeat counted', () => {
  const xml = `<data id="f"><kind>camp</kind><who><name>Ana</name></who><needs><need>Water</need></needs><needs><need/></needs>
    <orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>`
  expect(answers(xml)).toEqual([
    { name: 'kind', value: 'camp' }, { name: 'who / name', value: 'Ana' }, { name: 'needs 1 / need', value: 'Water' }, { name: 'needs 2 / need', value: '' },
  ])
})

it('the address of a form to fill is read as it was written', () => {
  const path = fillPath('3', 'arrivée/1', { edit: 'uuid:1', preview: '' })
  const [at, search] = path.split('?')
  expect(placeOf(at!, `?${search}`)).toEqual({ project: '3', form: 'arrivée/1', edit: 'uuid:1', preview: undefined })
  expect(placeOf('/app/fill/3', '')).toBeUndefined()
  expect(placeOf('/app/fill/3/x/', '?preview=draft')?.preview).toBe('draft')
})
