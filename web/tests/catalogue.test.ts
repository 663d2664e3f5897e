import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, Visitor, type Message, type VariableReference } from '@fluent/syntax'
import { describe, expect, it } from 'vitest'

const languages = ['en', 'fr', 'es', 'ar']
const catalogues = ['staff', 'collect', 'review', 'missing', 'entities']
const root = fileURLToPath(new URL('../..', import.meta.url))

class Variables extends Visitor {
  names = new Set<string>()
  visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name)
  }
}

function read(language: string): { keys: Map<string, string>; junk: string[] } {
  const tree = parse(catalogues.map((name) => readFileSync(`${root}/i18n/${language}/${name}.ftl`, 'utf8')).join('\n'), {})
  const keys = new Map<string, string>()
  for (const entry of tree.body.filter((one): one is Message => one.type === 'Message')) {
    const found = new Variables()
    found.visit(entry)
    keys.set(entry.id.name, [...found.names].sort().join(','))
  }
  return { keys, junk: tree.body.filter((one) => one.type === 'Junk').map((one) => String((one as { content: string }).content)) }
}

const source = readdirSync(`${root}/web/src`, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name))
  .map((name) => readFileSync(`${root}/web/src/${name}`, 'utf8'))
  .join('\n')
const calls = [...source.matchAll(/\b(?:t|printed)\(([^)]*)/g)].map((call) => call[1] ?? '')
// A call names its key first; a choice between two keys names both before the variables.
const used = new Set(calls.flatMap((call) => [...call.split('{')[0]!.matchAll(/'([a-z][\w-]*)'/g)].map((key) => key[1]!)))
const prefixes = [...source.matchAll(/\bknown\('([a-z-]+-)'/g)].map((call) => call[1]!)

describe('the catalogue', () => {
  const english = read('en').keys

  it.each(languages)('parses in %s, with the keys and variables of the English one', (language) => {
    const { keys, junk } = read(language)
    expect(junk).toEqual([])
    expect([...keys].sort()).toEqual([...english].sort())
  })

  it.each(languages)('says each key once in %s', (language) => {
    const all = catalogues.flatMap((name) => [...readFileSync(`${root}/i18n/${language}/${name}.ftl`, 'utf8').matchAll(/^([a-z][\w-]*) =/gm)].map((found) => found[1]!))
    expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([])
  })

  it('has every key the screens use', () => {
    expect([...used].filter((key) => !english.has(key))).toEqual([])
  })

  it('has no key that no screen uses', () => {
    const idle = [...english.keys()].filter((key) => !used.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    expect(idle).toEqual([])
  })
})
