import { expect, it } from 'vitest'
// @ts-expect-error a build script without types
import { countryPath } from '../build/path.mjs'

it('a drawing has whole pixels and relative steps', () => {
  const square = { type: 'Polygon', coordinates: [[[-180, 90], [-90, 90], [0, 90], [0, 0], [-180, 0], [-180, 90]]] }
  expect(countryPath(square)).toBe('M0,0h480v240h-480z')
})

it('a country smaller than a pixel keeps a dot', () => {
  const islet = { type: 'Polygon', coordinates: [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0]]] }
  expect(countryPath(islet)).toBe('M480,240h1v1h-1z')
})
