import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { expect, it } from 'vitest'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const limit = 120_000

/** The scripts and styles the first page fetches: those the page names, and what they import at once. */
function firstLoad(): string[] {
  const page = readFileSync(`${dist}/index.html`, 'utf8')
  const seen = new Set<string>()
  const queue = [...page.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]!)
  for (let name = queue.pop(); name; name = queue.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    if (!name.endsWith('.js')) continue
    const text = readFileSync(`${dist}/${name}`, 'utf8')
    for (const found of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) queue.push(`assets/${found[1]}`)
  }
  return [...seen]
}

it.skipIf(!existsSync(`${dist}/index.html`))(`the first load is at most ${limit / 1000} kB compressed`, () => {
  const files = firstLoad()
  expect(files.length).toBeGreaterThan(1)
  const weight = files.reduce((sum, name) => sum + brotliCompressSync(readFileSync(`${dist}/${name}`)).length, 0)
  expect(weight).toBeLessThanOrEqual(limit)
})
