import { DOMParser, XMLSerializer } from '@xmldom/xmldom'
import { beforeAll, describe, expect, it } from 'vitest'
import { compare, coverage, languageOf, openingIn, readForm } from '../src/collect/xform'

beforeAll(() => { Object.assign(globalThis, { DOMParser, XMLSerializer }) })

interface Parts { kinds?: string[]; version?: string; people?: string; extra?: string; extraBody?: string }
/** A site check as a compiler writes it: choices in an instance, texts in two languages, a repeat in its group. */
function form({ kinds = ['camp', 'host'], version = '1', people = 'type="int" required="true()"', extra = '', extraBody = '' }: Parts = {}): string {
  const arabic = { camp: 'مخيم', host: 'مجتمع مضيف' } as Record<string, string>
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
  <h:head><h:title>Site check</h:title><model><itext>
    <translation lang="English (en)" default="true()">
      <text id="/data/kind:label"><value>Kind of site</value><value form="image">jr://images/kind.png</value></text>
      <text id="/data/people:label"><value>People in <output value=" /data/name "/> today</value></text>
      ${kinds.map((one, at) => `<text id="kinds-${at}"><value>${one}</value></text>`).join('')}
    </translation>
    <translation lang="Arabic (ar)">
      <text id="/data/kind:label"><value>نوع الموقع</value></text>
      ${kinds.map((one, at) => `<text id="kinds-${at}"><value>${arabic[one] ?? '-'}</value></text>`).join('')}
    </translation></itext>
    <instance><data id="site_check" version="${version}"><kind/><people/><needs><need/></needs><double/><meta><instanceID/></meta></data></instance>
    <instance id="kinds"><root>${kinds.map((one, at) => `<item><itextId>kinds-${at}</itextId><name>${one}</name></item>`).join('')}</root></instance>
    <bind nodeset="/data/kind" type="string" required="true()"/><bind nodeset="/data/people" ${people}/>
    <bind nodeset="/data/needs/need" type="string" relevant="/data/people &gt; 0"/><bind nodeset="/data/double" type="int" calculate="/data/people * 2"/>
    <bind nodeset="/data/meta/instanceID" type="string" calculate="1"/>${extra}
  </model></h:head><h:body>
    <select1 ref="/data/kind"><label ref="jr:itext('/data/kind:label')"/><itemset nodeset="instance('kinds')/root/item[true()]"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
    <input ref="/data/people"><label ref="jr:itext('/data/people:label')"/></input>
    <group ref="/data/needs"><label>Needs</label><repeat nodeset="/data/needs"><input ref="/data/needs/need"><label>Need</label></input></repeat></group>${extraBody}
  </h:body></h:html>`
}

describe('a form', () => {
  it('is read as its questions, in their order, with their texts and choices', () => {
    const read = readForm(form())
    expect(read).toMatchObject({ id: 'site_check', version: '1', title: 'Site check', languages: ['English (en)', 'Arabic (ar)'] })
    expect(read.questions.map((one) => [one.path, one.control, one.type, one.depth])).toEqual([
      ['/data/kind', 'select1', 'string', 0], ['/data/people', 'input', 'int', 0],
      ['/data/needs', 'repeat', '', 0], ['/data/needs/need', 'input', 'string', 1], ['/data/double', 'hidden', 'int', 0],
    ])
    const [kind, people, needs] = read.questions
    expect(kind!.choices).toEqual([
      { value: 'camp', label: { 'English (en)': 'camp', 'Arabic (ar)': 'مخيم' } }, { value: 'host', label: { 'English (en)': 'host', 'Arabic (ar)': 'مجتمع مضيف' } },
    ])
    expect(kind!.label).toEqual({ 'English (en)': 'Kind of site', 'Arabic (ar)': 'نوع الموقع' })
    expect(people!.label).toEqual({ 'English (en)': 'People in … today' })
    expect(needs!.label).toEqual({ 'English (en)': 'Needs' })
  })

  it('opens in the language of the reader when it has it', () => {
    const arabic = openingIn(form(), 'ar', 'العربية')
    expect(/<translation[^>]*lang="Arabic \(ar\)"[^>]*>/.exec(arabic)![0]).toContain('default="true()"')
    expect(/<translation[^>]*lang="English \(en\)"[^>]*>/.exec(arabic)![0]).not.toContain('default')
    expect(openingIn(form(), 'fr', 'Français')).toBe(form())
    expect(languageOf(readForm(form()), 'ar', 'العربية')).toBe('Arabic (ar)')
  })

  it('says which texts a language lacks', () => {
    expect(coverage(readForm(form({ kinds: ['camp', 'farm'] })))).toEqual([
      { language: 'English (en)', texts: 6, missing: [] },
      { language: 'Arabic (ar)', texts: 6, missing: ['kind = farm', 'people', 'needs', 'need'] },
    ])
  })
})

describe('two versions', () => {
  const diff = (parts: Parts) => compare(readForm(form()), readForm(form(parts))).map((one) => [one.kind, one.name, one.detail])

  it('that ask the same do not differ', () => expect(diff({ version: '2' })).toEqual([]))
  it('differ in what breaks columns first, then in what adds to them', () => {
    expect(diff({
      kinds: ['camp', 'farm'], people: 'type="decimal"',
      extra: '<bind nodeset="/data/when" type="date"/>', extraBody: '<input ref="/data/when"><label>Day</label></input>',
    })).toEqual([
      ['type', 'people', 'input int → input decimal'], ['choice-removed', 'kind', 'host'],
      ['added', 'when', '/data/when'], ['choice-added', 'kind', 'farm'], ['optional', 'people', ''],
    ])
  })
  it('name a question that went into another group as moved', () => {
    const moved = form().replaceAll('/data/people', '/data/who/people')
    expect(compare(readForm(form()), readForm(moved)).filter((one) => one.kind !== 'rule').map((one) => [one.kind, one.detail]))
      .toEqual([['moved', '/data/people → /data/who/people']])
  })
})

it('what is no form at all has no questions', () => {
  expect(readForm('<a><b/></a>').questions).toEqual([])
})
