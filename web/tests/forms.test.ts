import 'fake-indexeddb/auto'
import { DOMParser } from '@xmldom/xmldom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fillable } from '../src/collect/fillable'
import { forgetForms, keep, keptForm, keptForms } from '../src/collect/forms'
import type { Listed } from '../src/collect/openrosa'

const at = new Date(Date.UTC(2026, 10, 25))
let pages: Record<string, string | number>
let asked: string[]

const line = (version: string, hash: string): Listed => ({
  project: '1', form: 'site_check', title: 'Site check', version, hash, download: '/v1/form.xml', manifest: '/v1/manifest',
})
const manifest = (files: Record<string, string>): string => `<manifest>${Object.entries(files).map(([name, hash]) =>
  `<mediaFile><filename>${name}</filename><hash>${hash}</hash><downloadUrl>/v1/${name}</downloadUrl></mediaFile>`).join('')}</manifest>`

beforeEach(async () => {
  Object.assign(globalThis, { DOMParser })
  asked = []
  vi.stubGlobal('fetch', async (address: string) => {
    if (address === '/api/v1/session') {
      if (!Object.keys(pages).length) throw new TypeError('network')
      return new Response('{}')
    }
    asked.push(address)
    const page = pages[address]
    if (page === undefined) throw new TypeError('network')
    return typeof page === 'number' ? new Response('', { status: page }) : new Response(page)
  })
  await forgetForms()
  pages = { '/v1/form.xml': '<one/>', '/v1/manifest': manifest({ 'sites.csv': 'a', 'camp.jpg': 'b' }), '/v1/sites.csv': 'name\nx', '/v1/camp.jpg': 'jpg' }
})
afterEach(() => { vi.unstubAllGlobals() })

it('a form is kept with its files, and only what has changed is fetched again', async () => {
  await keep(line('1', 'h1'), 'amina', 'en', at)
  asked = []
  pages['/v1/manifest'] = manifest({ 'sites.csv': 'a2', 'camp.jpg': 'b' })
  pages['/v1/sites.csv'] = 'name\ny'
  const form = await keep(line('1', 'h1'), 'amina', 'en', at)
  expect(asked.sort()).toEqual(['/v1/manifest', '/v1/sites.csv'])
  expect(await Promise.all(form.files.map(async (file) => [file.name, await file.blob.text()]))).toEqual([['sites.csv', 'name\ny'], ['camp.jpg', 'jpg']])
})

it('a new version takes the place of the old one only when all of it is here', async () => {
  await keep(line('1', 'h1'), 'amina', 'en', at)
  pages['/v1/form.xml'] = '<two/>'
  pages['/v1/manifest'] = manifest({ 'sites.csv': 'a', 'new.jpg': 'c' })
  await expect(keep(line('2', 'h2'), 'amina', 'en', at)).rejects.toThrow()
  expect(await keptForm('1', 'site_check')).toMatchObject({ version: '1', xml: '<one/>' })
  pages['/v1/new.jpg'] = 'new'
  await keep(line('2', 'h2'), 'amina', 'en', at)
  expect(await keptForm('1', 'site_check')).toMatchObject({ version: '2', xml: '<two/>' })
})

it('without a network, and without a session, the kept forms of this person are offered', async () => {
  await keep(line('1', 'h1'), 'amina', 'en', at)
  pages = {}
  expect(await fillable('amina', 'en')).toMatchObject({ reached: 'no', forms: [{ kept: { form: 'site_check' }, newer: false }] })
  expect((await fillable('yusuf', 'en')).forms).toEqual([])
  pages = { '/v1/projects': 401 }
  expect((await fillable('amina', 'en')).reached).toBe('signed-out')
})

it('a newer version on the server is marked, and a form that is no longer listed is not offered', async () => {
  await keep(line('1', 'h1'), 'amina', 'en', at)
  const list = (forms: string): void => { pages = { '/v1/projects': '[{"id":1}]', '/v1/projects/1/formList': `<xforms>${forms}</xforms>` } }
  list('<xform><formID>site_check</formID><name>Site check</name><version>2</version><hash>h2</hash><downloadUrl>/v1/form.xml</downloadUrl></xform>')
  expect((await fillable('amina', 'en')).forms).toMatchObject([{ newer: true, kept: { version: '1' }, listed: { version: '2' } }])
  list('')
  expect((await fillable('amina', 'en')).forms).toEqual([])
  await forgetForms()
  expect(await keptForms('amina')).toEqual([])
})
