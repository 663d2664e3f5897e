// Blank forms on this device: fetched whole or not at all, and only again when they have changed.
import { all, drop, one, put, type KeptForm } from './database'
import { fetchIt, formList, manifest, type Listed } from './openrosa'

export const keptForm = (project: string, form: string): Promise<KeptForm | undefined> => one('forms', [project, form])

export const keptForms = async (by: string): Promise<KeptForm[]> =>
  (await all('forms')).filter((form) => form.by === by).sort((a, b) => a.title.localeCompare(b.title))

/** Fetches what is new of a form and keeps it; the version kept before stays until the new one is complete. */
export async function keep(listed: Listed, by: string, language: string, now: Date): Promise<KeptForm> {
  const before = await keptForm(listed.project, listed.form)
  const same = before?.hash === listed.hash && before.version === listed.version
  const xml = same ? before.xml : await (await fetchIt(listed.download, language)).text()
  const wanted = listed.manifest ? await manifest(listed.manifest, language) : []
  const files = await Promise.all(wanted.map(async ({ name, hash, download }) => {
    const standing = before?.files.find((file) => file.name === name && file.hash === hash)
    return standing ?? { name, hash, blob: await (await fetchIt(download, language)).blob() }
  }))
  const kept: KeptForm = {
    project: listed.project, form: listed.form, title: listed.title, version: listed.version, hash: listed.hash,
    xml, files, by, at: now.toISOString(),
  }
  await put('forms', kept)
  return kept
}

export async function listed(project: string, form: string, language: string): Promise<Listed | undefined> {
  return (await formList(project, language)).find((one) => one.form === form)
}

export const forgetForm = (project: string, form: string): Promise<void> => drop('forms', [project, form])

/** At signing out: blank forms may carry lists of people and places. Submissions that wait stay. */
export async function forgetForms(): Promise<void> {
  for (const form of await all('forms')) await forgetForm(form.project, form.form)
}
