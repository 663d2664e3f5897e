// Turns the Natural Earth countries into one small drawing: equirectangular, whole pixels, relative strokes.
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { feature } from 'topojson-client'
import { countryPath } from './path.mjs'

const require = createRequire(import.meta.url)
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'))
const parts = new Map()
for (const country of feature(atlas, atlas.objects.countries).features) {
  const d = countryPath(country.geometry)
  // A few areas carry no number of their own; they are drawn, and answer to their name.
  const id = country.id ?? `x-${String(country.properties?.name ?? 'area').toLowerCase().replace(/[^a-z]+/g, '-')}`
  if (d) parts.set(id, (parts.get(id) ?? '') + d)
}
const shapes = [...parts].map(([id, d]) => ({ id, d })).sort((a, b) => (a.id < b.id ? -1 : 1))
const dist = new URL('../dist/', import.meta.url)
mkdirSync(dist, { recursive: true })
writeFileSync(new URL('world.json', dist), JSON.stringify({ viewBox: '0 0 960 480', shapes }))
