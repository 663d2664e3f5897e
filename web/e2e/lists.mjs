// What phones are given and try out: a register becomes an entity list with rules and approval, a form is granted
// personal data of a list, and a draft is tried out on a phone without touching what is real.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { inLanguages as allLanguages, launch, look as lookAt, signIn, visit } from './browser.mjs'

const run = Date.now().toString(36)
const people = `families_${run}`
const visits = `visits_${run}`
const sites = `sites_${run}`
const folder = mkdtempSync(`${tmpdir()}/lists-`)

/** A form that makes families, and one that asks for them. */
const making = `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:entities="http://www.opendatakit.org/xforms/entities">
<h:head><h:title>Families ${run}</h:title><model entities:entities-version="2024.1.0"><instance><data id="${people}" version="1"><telephone/><area/>
<meta><instanceID/><entity dataset="${people}" id="" create="1"><label/></entity></meta></data></instance>
<bind nodeset="/data/telephone" type="string" entities:saveto="telephone"/><bind nodeset="/data/area" type="string" entities:saveto="area"/></model></h:head>
<h:body><input ref="/data/telephone"><label>Telephone</label></input><input ref="/data/area"><label>Area</label></input></h:body></h:html>`
const asking = (version) => `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Visits ${run}</h:title><model><instance><data id="${visits}" version="${version}"><families/><family/><meta><instanceID/></meta></data></instance>
<instance id="${people}" src="jr://file-csv/${people}.csv"/><bind nodeset="/data/families" type="int" constraint=". &lt; 100"/><bind nodeset="/data/family" type="string"/></model></h:head>
<h:body><input ref="/data/families"><label>Families who were visited</label></input>
<select1 ref="/data/family"><label>Family</label><itemset nodeset="instance('${people}')/root/item"><value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>`

let browser
let project
let desk
before(async () => {
  browser = await launch()
  desk = await visit(browser)
  await signIn(desk.page, 'coordinator')
  project = String((await (await desk.page.request.get('/v1/projects')).json())[0].id)
})
after(() => browser?.close())

const origin = () => new URL(desk.page.url()).origin
const region = (name) => desk.page.getByRole('region', { name, exact: true })
const look = (name, language) => lookAt(desk.page, `lists-${name}`, language)
const inLanguages = (name) => allLanguages(desk.page, `lists-${name}`)
async function publish(xml) {
  const made = await desk.page.request.post(`/v1/projects/${project}/forms?publish=true&ignoreWarnings=true`, { headers: { 'content-type': 'application/xml', origin: origin() }, data: xml })
  assert.equal(made.status(), 200, await made.text())
}

test('a register is given to phones, by keyboard, with who gets what', async () => {
  const { page } = desk
  await page.goto('/app/forms')
  await page.getByRole('link', { name: 'Entity lists' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Entity lists' }).waitFor()
  const register = page.getByLabel('Register', { exact: true })
  await register.focus()
  await register.selectOption('sites')
  await page.getByText('Phones get records that are: Listed. Each phone gets those of its own unit').waitFor()
  const name = page.getByLabel('Name of the list')
  assert.equal(await name.inputValue(), 'sites')
  // A name that forms could not ask for is refused in words.
  await name.fill('two words')
  await name.press('Enter')
  await page.getByRole('alert').waitFor()
  await name.fill(sites)
  await look('give')
  await name.press('Enter')
  await page.getByRole('heading', { level: 1, name: sites }).waitFor()

  const rules = region('Who gets which entities')
  await rules.getByText('No rule holds anything back.').waitFor()
  await rules.getByLabel('Property').selectOption('area_code')
  await rules.getByLabel('Must be').selectOption('an attribute of the phone')
  await rules.getByLabel('Name of the attribute').fill('region')
  await rules.getByRole('button', { name: 'Add the rule' }).press('Enter')
  await rules.getByRole('listitem').filter({ hasText: 'area_code is, or lies within, the attribute region of the phone' }).waitFor()
  await rules.getByLabel('Property').selectOption('country')
  await rules.getByLabel('Must be').selectOption('the unit of the phone')
  await rules.getByLabel('Places and units below count too').uncheck()
  await rules.getByRole('button', { name: 'Add the rule' }).click()
  await rules.getByRole('listitem').filter({ hasText: 'country is the unit of the phone' }).waitFor()
  const approval = region('Approval and waiting')
  await approval.getByLabel('New entities wait until their submission is approved').check()
  await approval.getByLabel('Days that a change may wait').fill('9')
  await approval.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The list is changed').first().waitFor()
  await look('list')
  await inLanguages('list')
  await rules.getByRole('button', { name: 'Remove country' }).click()
  await rules.getByRole('listitem').filter({ hasText: 'country' }).waitFor({ state: 'detached' })

  // It is what the server keeps.
  const kept = await (await page.request.get(`/v1/projects/${project}/datasets/${sites}`)).json()
  assert.deepEqual([kept.register, kept.approvalRequired, kept.holdDays], ['sites', true, 9])
  assert.deepEqual(kept.accessRules, [{ datasetProperty: 'area_code', actorProperty: 'region', within: true }])
  await page.goto('/app/lists')
  const line = page.getByRole('listitem').filter({ hasText: sites })
  await line.getByText('Register sites').waitFor()
  await line.getByText('New entities wait for approval').waitFor()
  await page.getByLabel('Register', { exact: true }).selectOption('sites')
  await page.getByText('Phones have this register already').waitFor()
  await look('lists')
  await inLanguages('lists')
})

test('a form is given personal data of a list only when somebody grants it', async () => {
  const { page } = desk
  await publish(making)
  const classed = await page.request.patch(`/v1/projects/${project}/datasets/${people}/properties/telephone`, { headers: { origin: origin() }, data: { class: 'confidential' } })
  assert.equal(classed.status(), 200, await classed.text())
  await publish(asking('1'))
  const columns = async () => (await (await page.request.get(`/v1/projects/${project}/forms/${visits}/attachments/${people}.csv`)).text()).split('\n')[0]
  assert.doesNotMatch(await columns(), /telephone/)
  await page.goto(`/app/lists/${project}/${people}`)
  await region('Properties').getByRole('row').filter({ hasText: 'telephone' }).getByText('Confidential').waitFor()
  await region('Forms that use the list').getByRole('link', { name: `Visits ${run}` }).click()
  const grants = region('Personal data of entity lists')
  const tick = grants.getByRole('group', { name: people }).getByLabel(/telephone/)
  await tick.focus()
  await page.keyboard.press('Space')
  await grants.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByText('The form is given what is ticked').waitFor()
  await page.reload()
  assert.ok(await tick.isChecked())
  // A reading that failed and is tried again shows what stands: else the next Save would take it away.
  await page.route('**/entity-grants', (route) => route.abort(), { times: 1 })
  await page.reload()
  await grants.getByRole('button', { name: 'Try again' }).click()
  await tick.waitFor()
  assert.ok(await tick.isChecked())
  assert.match(await columns(), /telephone/)
  await look('grants')
  await inLanguages('grants')
  await tick.uncheck()
  await grants.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The form is given what is ticked').waitFor()
  assert.doesNotMatch(await columns(), /telephone/)
})

test('a phone is given the attributes that rules compare with', async () => {
  const { page } = desk
  const name = `Amal ${run}`
  await page.goto(`/app/forms/${project}/${visits}`)
  await page.getByLabel('Name of the phone or person').fill(name)
  await page.getByRole('button', { name: 'Add a phone' }).click()
  const phones = region('Phones')
  const line = phones.getByRole('listitem').filter({ hasText: name })
  await line.getByRole('button', { name: `Attributes ${name}` }).press('Enter')
  const dialog = page.getByRole('dialog', { name: `Attributes of ${name}` })
  const text = dialog.getByLabel('One a line')
  await text.fill('north')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('alert').filter({ hasText: 'north' }).waitFor()
  await text.fill('region = XM01')
  await dialog.getByRole('button', { name: 'Save' }).press('Enter')
  await line.getByText('region = XM01').waitFor()
  const kept = await (await page.request.get(`/v1/projects/${project}/app-users`)).json()
  assert.deepEqual(kept.find((one) => one.displayName === name).properties, { region: 'XM01' })
  await phones.getByRole('button', { name: 'Done' }).click()
  await line.getByRole('button', { name: `Attributes ${name}` }).click()
  await lookAt(page, 'lists-attributes')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('a draft is tried out on a phone: its tests come in apart, and end when it is published', async () => {
  const { page } = desk
  const file = `${folder}/${visits}.xml`
  writeFileSync(file, asking('2'))
  await page.goto(`/app/forms/${project}/${visits}`)
  await page.getByLabel('New version of this form').setInputFiles(file)
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText('A draft waits to be published').waitFor()
  await page.getByRole('button', { name: 'Try on a phone' }).press('Enter')
  const card = page.getByRole('group', { name: 'This draft on a phone' })
  assert.ok(await card.getByRole('img').evaluate((image) => image.complete && image.naturalWidth > 20), 'the code is drawn')
  const address = (await card.locator('pre').textContent()).trim()
  assert.match(address, /\/v1\/test\/[^/]+\/projects\/\d+\/forms\/.+\/draft$/)
  await page.getByText('No test has come in yet.').waitFor()

  // The phone knows nothing but the address.
  const phone = await browser.newContext({ baseURL: origin() })
  const spoken = { headers: { 'x-openrosa-version': '1.0' } }
  const listed = await (await phone.request.get(`${address}/formList`, spoken)).text()
  assert.match(listed, new RegExp(`${visits}.*<version>2</version>`, 's'))
  const sent = await phone.request.post(`${address}/submission?deviceID=phone-7`, {
    ...spoken,
    multipart: { xml_submission_file: { name: 'xml_submission_file', mimeType: 'text/xml', buffer: Buffer.from(`<data id="${visits}" version="2"><families>500</families><family/><meta><instanceID>uuid:test-${run}</instanceID></meta></data>`) } },
  })
  assert.equal(sent.status(), 201, await sent.text())
  await page.getByRole('button', { name: 'Look again' }).press('Enter')
  const tests = region('Test submissions').getByRole('row').filter({ hasText: 'phone-7' })
  await tests.waitFor()
  assert.match(await tests.textContent(), /1/, 'checked against the draft')
  await look('trial')
  await inLanguages('trial')
  const rows = async (service) => (await (await page.request.get(`/v1/projects/${project}/forms/${visits}${service}/Submissions`)).json()).value?.length
  assert.deepEqual([await rows('/draft.svc'), await rows('.svc')], [1, 0])
  await region('Submissions').getByText('Nothing has been received.').waitFor()

  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('The form is published.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Try on a phone' }).count(), 0)
  assert.equal((await phone.request.get(`${address}/formList`, spoken)).status(), 404)
  assert.equal(await rows('.svc'), 0)
  await region('Submissions').getByText('Nothing has been received.').waitFor()
  await phone.close()
})

test('none of the pages complained', () => {
  assert.deepEqual(desk.complaints, [])
})
