import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const limit = 120_000

/** The scripts and styles the first page fetches: those the page names, and what they import at once. */
function firstLoad(name = 'index.html'): string[] {
  const page = readFileSync(`${dist}/${name}`, 'utf8')
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

/** The files the service worker keeps: those of the pages, and apart those of the form runner. */
function kept(): { shell: string[]; runner: string[] } {
  const found = /\{"version":"\w+","shell":\[[^\]]*\],"runner":\[[^\]]*\]\}/.exec(readFileSync(`${dist}/sw.js`, 'utf8'))
  return JSON.parse(found?.[0] ?? '{}') as { shell: string[]; runner: string[] }
}

describe.skipIf(!existsSync(`${dist}/index.html`))('what is built', () => {
  it.each(['index.html', 'fill.html'])(`loads at most ${limit / 1000} kB compressed at first: %s`, (page) => {
    const files = firstLoad(page)
    expect(files.length).toBeGreaterThan(1)
    const weight = files.reduce((sum, name) => sum + brotliCompressSync(readFileSync(`${dist}/${name}`)).length, 0)
    expect(weight).toBeLessThanOrEqual(limit)
  })

  it('has the form runner in files of its own, which no page loads at first', () => {
    const { shell, runner } = kept()
    expect(runner.length).toBeGreaterThan(1)
    expect(runner.filter((name) => shell.includes(name))).toEqual([])
    const first = [...firstLoad('index.html'), ...firstLoad('fill.html')].map((name) => `/app/${name}`)
    expect(first.filter((name) => !shell.includes(name))).toEqual([])
  })

  it('names to the service worker only files that are there, and all that there are', () => {
    const { shell, runner } = kept()
    const written = readdirSync(`${dist}/assets`).filter((name) => !name.endsWith('.br')).map((name) => `/app/assets/${name}`)
    expect([...shell, ...runner].sort()).toEqual(written.sort())
  })

  it('asks no tile server', () => {
    const files = kept().runner.map((name) => readFileSync(`${dist}/${name.replace('/app/', '')}`, 'utf8'))
    expect(files.filter((text) => text.includes('tile.openstreetmap'))).toEqual([])
  })
})
