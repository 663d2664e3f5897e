// Brings a form to the page: from the server when it is there, else what this device keeps.
import { keep, keptForm, listed } from '../collect/forms'
import { fetchIt, formPath, manifest, Unanswered } from '../collect/openrosa'
import type { Place } from './place'
import type { Attachment, Run } from './runner'

export interface Opened {
  title: string
  version: string
  xml: string
  files: Attachment[]
  /** Whether it comes from this device, because the server could not be asked. */
  kept: boolean
  edit?: Run['edit']
}
/** Why a form does not open; the words are the page's. */
export class Shut extends Error {
  readonly why: 'no-network' | 'signed-out' | 'no-form'
  constructor(why: Shut['why']) {
    super(why)
    this.why = why
  }
}

const shut = (problem: unknown): Shut => {
  if (problem instanceof Shut) return problem
  if (!(problem instanceof Unanswered)) return new Shut('no-network')
  return new Shut(problem.status === 401 ? 'signed-out' : 'no-form')
}

/** What a server far away may take to say that nothing has changed, in milliseconds, before the kept form is shown. */
const patience = 8000

async function published(place: Place, person: string, language: string): Promise<Opened> {
  const before = await keptForm(place.project, place.form)
  const usable = before?.by === person ? before : undefined
  const fresh = (async () => {
    const found = await listed(place.project, place.form, language)
    if (!found) throw new Shut('no-form')
    return await keep(found, person, language, new Date())
  })()
  if (!usable) {
    const form = await fresh.catch((problem: unknown) => { throw shut(problem) })
    return { ...form, kept: false }
  }
  if (navigator.onLine === false) {
    fresh.catch(() => {})
    return { ...usable, kept: true }
  }
  const late = new Promise<undefined>((give) => { setTimeout(() => give(undefined), patience) })
  const form = await Promise.race([fresh.catch((problem: unknown) => {
    // A form that is closed is not filled any more, whatever this device keeps.
    if (shut(problem).why === 'no-form') throw shut(problem)
    return undefined
  }), late])
  return form ? { ...form, kept: false } : { ...usable, kept: true }
}

async function draft(place: Place, language: string): Promise<Opened> {
  const at = `${formPath(place.project, place.form)}/draft`
  try {
    const xml = await (await fetchIt(`${at}.xml`, language)).text()
    const wanted = await manifest(`${at}/manifest`, language).catch(() => [])
    const files = await Promise.all(wanted.map(async ({ name, download }) => ({ name, blob: await (await fetchIt(download, language)).blob() })))
    const title = new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagNameNS('*', 'title')[0]?.textContent ?? place.form
    return { title, version: '', xml, files, kept: false }
  } catch (problem) {
    throw shut(problem)
  }
}

/** A submission as it stands on the server, to be changed. */
async function standing(place: Place & { edit: string }, language: string): Promise<Run['edit']> {
  const at = `${formPath(place.project, place.form)}/submissions/${encodeURIComponent(place.edit)}`
  try {
    const [xml, list] = await Promise.all([
      fetchIt(`${at}.xml`, language).then((answer) => answer.text()),
      fetchIt(`${at}/attachments`, language).then((answer) => answer.json() as Promise<{ name: string; exists: boolean }[]>),
    ])
    return {
      xml,
      files: list.filter((file) => file.exists).map((file) => file.name),
      file: (name) => fetchIt(`${at}/attachments/${encodeURIComponent(name)}`, language),
    }
  } catch (problem) {
    throw shut(problem)
  }
}

export async function open(place: Place, person: string, language: string): Promise<Opened> {
  if (place.preview === 'draft') return await draft(place, language)
  const form = await published(place, person, language)
  return place.edit ? { ...form, edit: await standing({ ...place, edit: place.edit }, language) } : form
}
