import { DOMParser } from '@xmldom/xmldom'
import { beforeAll, expect, it } from 'vitest'
import { local, readFormList, readIdentity, readManifest, readMessage } from '../src/collect/openrosa'

beforeAll(() => { Object.assign(globalThis, { DOMParser }) })

it('a form list is read, and its addresses are asked of the server this page came from', () => {
  const list = `<?xml version="1.0"?><xforms xmlns="http://openrosa.org/xforms/xformsList">
    <xform><formID>site_check</formID><name>Site &amp; water</name><version>7</version><hash>md5:aa</hash>
      <downloadUrl>http://inside:8080/v1/projects/1/forms/site_check.xml?version=7</downloadUrl>
      <manifestUrl>http://inside:8080/v1/projects/1/forms/site_check/manifest</manifestUrl></xform>
    <xform><formID>arrival</formID><name>Arrival</name><version></version><hash>md5:bb</hash><downloadUrl>/v1/projects/1/forms/arrival.xml</downloadUrl></xform>
  </xforms>`
  expect(readFormList('1', list)).toEqual([
    {
      project: '1', form: 'site_check', title: 'Site & water', version: '7', hash: 'md5:aa',
      download: '/v1/projects/1/forms/site_check.xml?version=7', manifest: '/v1/projects/1/forms/site_check/manifest',
    },
    { project: '1', form: 'arrival', title: 'Arrival', version: '', hash: 'md5:bb', download: '/v1/projects/1/forms/arrival.xml', manifest: undefined },
  ])
})

it('a manifest names each file with its hash', () => {
  const text = `<manifest xmlns="http://openrosa.org/xforms/xformsManifest"><mediaFile type="entityList"><filename>sites.csv</filename>
    <hash>md5:cc</hash><downloadUrl>https://x.example/v1/a/sites.csv</downloadUrl></mediaFile></manifest>`
  expect(readManifest(text)).toEqual([{ name: 'sites.csv', hash: 'md5:cc', download: '/v1/a/sites.csv' }])
})

it('only the meta block says who a submission is', () => {
  const xml = `<data id="f"><instanceID>typed by somebody</instanceID><orx:meta xmlns:orx="http://openrosa.org/xforms">
    <orx:deprecatedID>uuid:1</orx:deprecatedID><orx:instanceID> uuid:2 </orx:instanceID></orx:meta></data>`
  expect(readIdentity(xml)).toEqual({ id: 'uuid:2', replaces: 'uuid:1' })
  expect(readIdentity('<data id="f"><instanceID>typed by somebody</instanceID></data>')).toEqual({ id: '', replaces: '' })
})

it('the sentence for the sender is found, and a page of a portal has none', () => {
  expect(readMessage('<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="error">The form is closed.</message></OpenRosaResponse>')).toBe('The form is closed.')
  expect(readMessage('<p>Pay here<br>')).toBe('')
  expect(readMessage('')).toBe('')
})

it('an address without a host is its own path', () => {
  expect(local('/v1/projects/1/submission?x=1')).toBe('/v1/projects/1/submission?x=1')
})
