import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))
const physical = /(^|[\s;{])((margin|padding|border)-(left|right|top|bottom)[\w-]*|(min-|max-)?(width|height)|left|right|top|bottom|border-(top|bottom)-(left|right)-radius)\s*:|(text-align|float|clear)\s*:\s*(left|right)/

it('styles name no side of the page, so that they serve both directions of writing', () => {
  const wrong: string[] = []
  for (const name of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(css|vue)$/.test(name)) continue
    const text = readFileSync(`${src}/${name}`, 'utf8')
    const css = name.endsWith('.css') ? text : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>|:style="([^"]*)"/g)].map((found) => found[1] ?? found[2]).join('\n')
    for (const line of css.split('\n')) {
      if (!/^\s*@media/.test(line) && physical.test(line)) wrong.push(`${name}: ${line.trim()}`)
    }
  }
  expect(wrong).toEqual([])
})
