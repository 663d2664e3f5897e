// A blank form as people speak of it: its questions with their texts, read from the XForm the server keeps.

/** A text in the languages of the form; the key is the language as the form names it. */
export type Texts = Record<string, string>
export interface Choice { value: string; label: Texts }
export interface Question {
  /** The place of the answer in a submission. */
  path: string
  name: string
  /** What stands in the body: `input`, `select1`, `select`, `upload`, `trigger`, `range`, `rank`, `group`, `repeat`; `hidden` when nothing does. */
  control: string
  /** The XForms type of the answer; empty for groups. */
  type: string
  label: Texts
  hint: Texts
  choices: Choice[]
  required: boolean
  relevant: string
  constraint: string
  calculate: string
  depth: number
}
export interface Form { id: string; version: string; title: string; languages: string[]; questions: Question[] }

/** How a form without translations names its one language. */
export const plain = ''
const deepest = 64

const isElement = (node: Node): node is Element => node.nodeType === 1
const kids = (element: Element): Element[] => [...element.childNodes as unknown as Iterable<Node>].filter(isElement)
const named = (root: Document | Element, name: string): Element[] => [...root.getElementsByTagNameNS('*', name) as unknown as Iterable<Element>]
const kid = (element: Element, name: string): Element | undefined => kids(element).find((one) => one.localName === name)
const words = (element: Element | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** The text of a label; what it takes from an answer is shown as a gap. */
function inWords(element: Element): string {
  return [...element.childNodes as unknown as Iterable<Node>]
    .map((node) => (isElement(node) ? (node.localName === 'output' ? ' … ' : words(node)) : node.textContent ?? ''))
    .join('').replace(/\s+/g, ' ').trim()
}

type Book = Map<string, Texts>

function readTexts(document: Document): { languages: string[]; book: Book } {
  const book: Book = new Map()
  const languages: string[] = []
  for (const translation of named(document, 'translation')) {
    const language = translation.getAttribute('lang') ?? plain
    languages.push(language)
    for (const text of kids(translation)) {
      // Pictures and sounds stand beside the words under a `form`.
      const value = kids(text).find((one) => one.localName === 'value' && !one.getAttribute('form'))
      const id = text.getAttribute('id') ?? ''
      if (value) book.set(id, { ...book.get(id), [language]: inWords(value) })
    }
  }
  return { languages, book }
}

const itextId = (ref: string): string | undefined => /jr:itext\(\s*(['"])(.*?)\1\s*\)/.exec(ref)?.[2]

/** The question a form is about, with its texts; a control without a label has none. */
export function readForm(xml: string): Form {
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  const { languages, book } = readTexts(document)
  const model = named(document, 'model')[0]
  const body = named(document, 'body')[0]
  const instances = new Map(kids(model ?? document.documentElement!).filter((one) => one.localName === 'instance').map((one) => [one.getAttribute('id') ?? '', one]))
  const root = kids([...instances.values()][0] ?? document.documentElement!)[0]
  const binds = new Map(named(document, 'bind').map((one) => [one.getAttribute('nodeset') ?? '', one]))

  const textOf = (element: Element | undefined): Texts => {
    if (!element) return {}
    const id = itextId(element.getAttribute('ref') ?? '')
    if (id !== undefined) return book.get(id) ?? {}
    const text = inWords(element)
    return text ? { [languages[0] ?? plain]: text } : {}
  }
  const choicesOf = (control: Element): Choice[] => {
    const inline = kids(control).filter((one) => one.localName === 'item')
    if (inline.length) return inline.map((one) => ({ value: words(kid(one, 'value')), label: textOf(kid(one, 'label')) }))
    const set = kid(control, 'itemset')
    const list = /instance\(\s*(['"])(.*?)\1\s*\)/.exec(set?.getAttribute('nodeset') ?? '')?.[2]
    const items = list === undefined ? undefined : instances.get(list)
    if (!set || !items) return []
    const value = kid(set, 'value')?.getAttribute('ref') ?? 'name'
    const label = kid(set, 'label')?.getAttribute('ref') ?? 'label'
    const byText = /^jr:itext\(\s*([\w-]+)\s*\)$/.exec(label)?.[1]
    return named(items, 'item').map((item) => {
      const text = words(kid(item, byText ?? label))
      return { value: words(kid(item, value)), label: byText ? book.get(text) ?? {} : { [languages[0] ?? plain]: text } }
    })
  }

  const questions: Question[] = []
  const shown = new Set<string>()
  const add = (path: string, control: string, element: Element | undefined, depth: number): void => {
    const bind = binds.get(path)
    const ask = (name: string): string => bind?.getAttribute(name) ?? ''
    shown.add(path)
    questions.push({
      path, control, depth,
      name: path.slice(path.lastIndexOf('/') + 1),
      type: control === 'group' || control === 'repeat' ? '' : ask('type') || 'string',
      label: textOf(element && kid(element, 'label')),
      hint: textOf(element && kid(element, 'hint')),
      choices: element && ['select1', 'select', 'rank'].includes(control) ? choicesOf(element) : [],
      required: /^true\(\)$/.test(ask('required').trim()),
      relevant: ask('relevant'), constraint: ask('constraint'), calculate: ask('calculate'),
    })
  }
  const walk = (element: Element, depth: number): void => {
    if (depth > deepest) return
    for (const one of kids(element)) {
      const name = one.localName ?? ''
      const path = one.getAttribute('ref') ?? one.getAttribute('nodeset') ?? ''
      if (name === 'group') {
        const repeat = kid(one, 'repeat')
        // A repeat stands inside a group that bears its label.
        if (repeat) add(repeat.getAttribute('nodeset') ?? path, 'repeat', one, depth)
        else if (path || kid(one, 'label')) add(path, 'group', one, depth)
        walk(repeat ?? one, depth + 1)
      } else if (['input', 'select1', 'select', 'upload', 'trigger', 'range', 'rank'].includes(name) && path) add(path, name, one, depth)
    }
  }
  if (body) walk(body, 0)
  for (const [path, bind] of binds) {
    if (!shown.has(path) && !path.includes('/meta/') && bind.getAttribute('calculate')) add(path, 'hidden', undefined, 0)
  }
  return {
    id: root?.getAttribute('id') ?? '',
    version: root?.getAttribute('version') ?? '',
    title: words(named(document, 'title')[0]),
    languages: languages.length ? languages : [plain],
    questions,
  }
}

export const speaks = (name: string, language: string, ownName: string): boolean =>
  name === language || name.endsWith(`(${language})`) || name.toLowerCase().startsWith(ownName.toLowerCase())

/** The form's own name of a language of the workspace, where it has it. */
export const languageOf = (form: Form, language: string, ownName: string): string | undefined =>
  form.languages.find((name) => speaks(name, language, ownName))

/** The same form, opening in the reader's language where it has it. What is answered does not depend on it. */
export function openingIn(xml: string, language: string, ownName: string): string {
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  const translations = named(document, 'translation')
  const wanted = translations.find((one) => speaks(one.getAttribute('lang') ?? '', language, ownName))
  if (!wanted) return xml
  for (const one of translations) one.removeAttribute('default')
  wanted.setAttribute('default', 'true()')
  return new XMLSerializer().serializeToString(document)
}

export interface Coverage { language: string; texts: number; missing: string[] }

/** For each language, how many texts the form has, and which questions lack one. */
export function coverage(form: Form): Coverage[] {
  const texts = form.questions.flatMap((one) => [
    ...(Object.keys(one.label).length ? [{ at: one.name, text: one.label }] : []),
    ...(Object.keys(one.hint).length ? [{ at: one.name, text: one.hint }] : []),
    ...one.choices.map((choice) => ({ at: `${one.name} = ${choice.value}`, text: choice.label })),
  ])
  return form.languages.map((language) => ({
    language,
    texts: texts.length,
    missing: texts.filter(({ text }) => !text[language] || text[language] === '-').map(({ at }) => at),
  }))
}

export const changes = ['removed', 'type', 'choice-removed', 'moved', 'added', 'choice-added', 'required', 'optional', 'rule', 'label'] as const
export interface Change { kind: typeof changes[number]; name: string; detail: string }
/** Changes after which answers to the two versions cannot simply stand in one column. */
export const breaking: ReadonlySet<Change['kind']> = new Set<Change['kind']>(['removed', 'type', 'choice-removed', 'moved'])

/** What is different for the data between two versions, the grave things first. */
export function compare(before: Form, after: Form): Change[] {
  const found: Change[] = []
  const asked = (form: Form): Map<string, Question> => new Map(form.questions.filter((one) => one.control !== 'group').map((one) => [one.path, one]))
  const old = asked(before)
  const now = asked(after)
  const gone = [...old.values()].filter((one) => !now.has(one.path))
  for (const one of gone) {
    const elsewhere = [...now.values()].find((other) => other.name === one.name && !old.has(other.path))
    found.push({ kind: elsewhere ? 'moved' : 'removed', name: one.name, detail: elsewhere ? `${one.path} → ${elsewhere.path}` : one.path })
  }
  for (const one of now.values()) {
    const was = old.get(one.path)
    if (!was) {
      if (!gone.some((other) => other.name === one.name)) found.push({ kind: 'added', name: one.name, detail: one.path })
      continue
    }
    if (was.type !== one.type || was.control !== one.control) found.push({ kind: 'type', name: one.name, detail: `${was.control} ${was.type} → ${one.control} ${one.type}` })
    const values = (question: Question): string[] => question.choices.map((choice) => choice.value)
    const lost = values(was).filter((value) => !values(one).includes(value))
    const won = values(one).filter((value) => !values(was).includes(value))
    if (lost.length) found.push({ kind: 'choice-removed', name: one.name, detail: lost.join(', ') })
    if (won.length) found.push({ kind: 'choice-added', name: one.name, detail: won.join(', ') })
    if (was.required !== one.required) found.push({ kind: one.required ? 'required' : 'optional', name: one.name, detail: '' })
    for (const rule of ['relevant', 'constraint', 'calculate'] as const) {
      if (was[rule] !== one[rule]) found.push({ kind: 'rule', name: one.name, detail: `${rule}: ${was[rule] || '–'} → ${one[rule] || '–'}` })
    }
    const told = after.languages.filter((language) => was.label[language] !== undefined && was.label[language] !== one.label[language])
    for (const language of told) found.push({ kind: 'label', name: one.name, detail: `${was.label[language]} → ${one.label[language] ?? '–'}` })
  }
  return found.sort((a, b) => changes.indexOf(a.kind) - changes.indexOf(b.kind))
}
