// The workspace of forms, every button of it: a form is made, tried, published and taken out of use; what phones send is
// looked at, reviewed, and decided about where it contradicts itself; a phone is set up by a code.
import assert from 'node:assert/strict'
import { writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { inLanguages as allLanguages, launch, look as lookAt, shots, signIn, visit } from './browser.mjs'

const run = Date.now().toString(36)
const id = `workspace_${run}`
const title = `Water points ${run}`
const texts = {
  name: ['Name of the point', 'Nom du point', 'Nombre del punto', 'اسم النقطة'], kind: ['What kind is it?', 'De quel type ?', '¿De qué tipo?', 'ما نوعها؟'],
  well: ['Well', 'Puits', 'Pozo', 'بئر'], tap: ['Tap', 'Robinet', 'Grifo', 'صنبور'], pump: ['Pump', 'Pompe', 'Bomba', 'مضخة'],
  families: ['Families who use it', 'Familles utilisatrices', 'Familias que la usan', 'الأسر المستفيدة'], much: ['A number between 0 and 500', 'Un nombre entre 0 et 500', 'Un número entre 0 y 500', 'رقم بين 0 و500'],
  place: ['Where is it?', 'Où est-ce ?', '¿Dónde está?', 'أين تقع؟'], photo: ['Photo', 'Photo', 'Foto', 'صورة'], faults: ['Fault', 'Panne', 'Avería', 'عطل'], fault: ['What is broken?', 'Qu’est-ce qui est en panne ?', '¿Qué está averiado?', 'ما المعطل؟'],
  day: ['Day of the visit', 'Jour de la visite', 'Día de la visita', 'يوم الزيارة'],
}
const names = ['English (en)', 'Français (fr)', 'Español (es)', 'العربية (ar)']
const label = (of) => `<label ref="jr:itext('${of}')"/>`
const choice = (of) => `<item>${label(of)}<value>${of}</value></item>`

/** The first version, and a second one: a question more, a choice less, another type, a text without its translation. */
function xform(version, second = false) {
  const told = (at) => Object.entries(texts).filter(([of]) => !(second && at === 3 && of === 'day')).map(([of, words]) => `<text id="${of}"><value>${words[at]}</value></text>`).join('')
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>${title}</h:title><model>
<itext>${names.map((name, at) => `<translation lang="${name}"${at === 0 ? ' default="true()"' : ''}>${told(at)}</translation>`).join('')}</itext>
<instance><data id="${id}" version="${version}"><start/><name/><kind/><families/><place/><photo/>${second ? '<day/>' : ''}<faults jr:template=""><fault/></faults><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
<bind nodeset="/data/name" type="string" required="true()"/><bind nodeset="/data/kind" type="string"/>
<bind nodeset="/data/families" type="${second ? 'decimal' : 'int'}" constraint=". &gt;= 0 and . &lt;= 500" jr:constraintMsg="jr:itext('much')"/>
<bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/photo" type="binary"/>${second ? '<bind nodeset="/data/day" type="date"/>' : ''}
<bind nodeset="/data/faults/fault" type="string"/><bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/data/name">${label('name')}</input><select1 ref="/data/kind">${label('kind')}${choice('well')}${choice('tap')}${second ? '' : choice('pump')}</select1>
<input ref="/data/families">${label('families')}</input><input ref="/data/place">${label('place')}</input><upload ref="/data/photo" mediatype="image/*">${label('photo')}</upload>
${second ? `<input ref="/data/day">${label('day')}</input>` : ''}<group ref="/data/faults">${label('faults')}<repeat nodeset="/data/faults"><input ref="/data/faults/fault">${label('fault')}</input></repeat></group>
</h:body></h:html>`
}

const folder = mkdtempSync(`${tmpdir()}/forms-`)
const file = (version, second) => {
  const path = `${folder}/${id}-${version}.xml`
  writeFileSync(path, xform(version, second))
  return path
}

let browser
let project
/** Somebody who does the work of the workspace, and stays signed in. */
let desk

before(async () => {
  browser = await launch()
  desk = await visit(browser)
  await signIn(desk.page, 'coordinator')
  project = String((await (await desk.page.request.get('/v1/projects')).json())[0].id)
})
after(() => browser?.close())

const form = () => `/app/forms/${project}/${id}`
const heading = (name) => desk.page.getByRole('heading', { name })
const section = (name) => desk.page.getByRole('region', { name, exact: true })

const look = (name, language) => lookAt(desk.page, `forms-${name}`, language)

const inLanguages = (name) => allLanguages(desk.page, `forms-${name}`)

const body = (instance, { families = '12', kind = 'well', name = 'North well', photo = '', faults = ['handle'], place = '9.5 30.2 0 5' } = {}, version = '1') =>
  `<data xmlns:orx="http://openrosa.org/xforms" id="${id}" version="${version}"><start>2026-11-25T08:00:00.000+03:00</start><name>${name}</name><kind>${kind}</kind><families>${families}</families><place>${place}</place><photo>${photo}</photo>${faults.map((one) => `<faults><fault>${one}</fault></faults>`).join('')}<orx:meta><orx:instanceID>${instance}</orx:instanceID></orx:meta></data>`

/** Sends as a phone does. */
async function send(xml, expected, files = {}) {
  const { page } = desk
  const multipart = { xml_submission_file: { name: 'xml_submission_file', mimeType: 'text/xml', buffer: Buffer.from(xml) } }
  for (const [name, content] of Object.entries(files)) multipart[name] = { name, mimeType: 'image/jpeg', buffer: Buffer.from(content) }
  const sent = await page.request.post(`/v1/projects/${project}/submission?deviceID=phone-7`, { headers: { 'x-openrosa-version': '1.0', origin: new URL(page.url()).origin }, multipart })
  assert.equal(sent.status(), expected, await sent.text())
}
const uuid = (name) => `uuid:${name}-${run}`

test('a form is uploaded, tried in the frame of a phone and published', async () => {
  const { page } = desk
  await page.goto('/app/forms')
  await heading('Forms').waitFor()
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText('Choose a file first.').waitFor()
  const wrong = `${folder}/wrong.xml`
  writeFileSync(wrong, '<not a form')
  await page.getByLabel('File', { exact: true }).setInputFiles(wrong)
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText(/cannot be read/).waitFor()
  await page.getByLabel('File', { exact: true }).setInputFiles(file('1'))
  await page.getByRole('button', { name: 'Upload' }).click()
  await heading(title).waitFor()
  await page.getByText('A draft waits to be published').waitFor()
  await page.getByRole('button', { name: 'Preview' }).click()
  const frame = page.frameLocator('iframe.phone')
  await frame.getByText('Name of the point').first().waitFor()
  await page.screenshot({ path: `${shots}forms-preview-wide-en.png`, fullPage: true })
  await page.getByRole('button', { name: 'Close the preview' }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('The form is published.').waitFor()
  await page.getByText('Nothing has been received.').waitFor()
  await page.goto('/app/forms')
  await page.getByRole('link', { name: title }).click()
  await heading(title).waitFor()
})

test('two versions are compared for what changes in the data, and the texts that a language lacks are named', async () => {
  const { page } = desk
  await page.goto(form())
  await page.getByLabel('New version of this form').setInputFiles(file('2', true))
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText('The draft is stored.').waitFor()
  const changes = page.getByRole('region', { name: 'Changes between two versions' })
  await changes.getByText('New question').waitFor()
  const told = await changes.getByRole('row').allTextContents()
  for (const expected of [/Other type.*families/, /Choice removed.*kind.*pump/, /New question.*day/]) assert.ok(told.some((row) => expected.test(row)), `${expected}: ${told}`)
  await page.getByText('Red changes break columns').waitFor()
  const languages = page.getByRole('region', { name: 'Translations' })
  assert.match(await languages.getByRole('row').filter({ hasText: 'English' }).textContent(), /100/)
  const arabic = languages.getByRole('row').filter({ hasText: 'العربية' })
  assert.doesNotMatch(await arabic.textContent(), /100/)
  await arabic.getByText('1', { exact: true }).click()
  await arabic.getByText('day', { exact: true }).waitFor()
  await look('draft')
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('The form is published.').waitFor()
  await page.getByText('Version 2').first().waitFor()
  await page.getByRole('link', { name: 'Paper version' }).click()
  await page.getByText('Families who use it').waitFor()
  await look('paper')
  await page.locator('main select').selectOption('العربية (ar)')
  await page.getByText('الأسر المستفيدة').waitFor()
  await page.getByText('يُلتقط بالهاتف.').waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: `${shots}forms-paper-print.png`, fullPage: true })
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => { window.print = () => { document.title = 'printed' } })
  await page.getByRole('button', { name: 'Print' }).click()
  assert.equal(await page.title(), 'printed')
})

test('submissions are listed by page, by review and by what is wrong with them', async () => {
  const { page } = desk
  await send(body(uuid('good'), { photo: 'a.jpg' }), 201)
  await send(body(uuid('bad'), { families: '9000', name: '', place: '9.7 30.6 0 5' }), 201)
  for (let at = 0; at < 55; at += 1) await send(body(uuid(`many-${at}`), { name: `Point ${at}`, families: String(at), place: `${9 + (at % 9) / 10} ${30 + (at % 7) / 10} 0 5` }, '1'), 201)
  await page.goto(form())
  const list = section('Submissions')
  await page.getByText('57 submissions').waitFor()
  assert.equal(await list.getByRole('row').count(), 26)
  const top = () => list.getByRole('row').nth(1).textContent()
  const newest = await top()
  await page.getByRole('button', { name: 'Next' }).click()
  await list.getByText(`uuid:many-29-${run}`).waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await list.getByRole('row').nth(8).waitFor({ state: 'detached' })
  assert.equal(await list.getByRole('row').count(), 8)
  assert.ok(await page.getByRole('button', { name: 'Next' }).isDisabled())
  await page.getByRole('button', { name: 'Previous' }).click()
  await list.getByText(`uuid:many-29-${run}`).waitFor()
  await page.getByRole('button', { name: 'Previous' }).click()
  await list.getByText(`uuid:many-54-${run}`).waitFor()
  assert.equal(await top(), newest)
  await page.getByLabel('Findings').selectOption('With errors')
  await page.getByText('1 submission', { exact: true }).waitFor()
  assert.match(await list.getByRole('row').nth(1).textContent(), new RegExp(uuid('bad')))
  await look('list')
  await inLanguages('list')
  await page.getByLabel('Findings').selectOption('Without findings')
  await page.getByText('56 submissions').waitFor()
  await page.getByLabel('State').selectOption('Approved')
  await page.getByText('No submission is like that.').waitFor()
  // The live table and the map, which asks nobody outside.
  const answers = page.getByRole('region', { name: /The latest/ })
  await answers.getByRole('columnheader', { name: 'Families who use it' }).waitFor()
  assert.equal(await answers.getByRole('row').count(), 16)
  await page.getByRole('button', { name: 'Show the latest 57' }).click()
  await answers.getByText('North well').first().waitFor()
  await answers.getByText('Well', { exact: true }).first().waitFor()
  assert.ok(await page.locator('svg.dots circle').count() > 20, 'the places are drawn')
})

test('one submission is read with its findings, files and history, and reviewed', async () => {
  const { page } = desk
  await page.goto(form())
  await page.getByLabel('Findings').selectOption('With errors')
  await page.getByText('1 submission', { exact: true }).waitFor()
  await section('Submissions').getByRole('row').nth(1).getByRole('link').click()
  await page.getByText('2 findings').waitFor()
  const families = section('Answers').getByRole('row').filter({ hasText: 'Families who use it' })
  assert.match(await families.textContent(), /9000.*Breaks the rule of the question.*A number between 0 and 500/s)
  assert.match(await section('Answers').getByRole('row').filter({ hasText: 'Name of the point' }).textContent(), /Answer missing/)
  assert.match(await section('Answers').getByRole('row').filter({ hasText: 'What kind is it?' }).textContent(), /Well \(well\)/)
  assert.match(await section('Answers').getByRole('row').filter({ hasText: 'What is broken?' }).textContent(), /Fault 1/)
  await page.getByText('1 value the form adds itself').click()
  await page.getByRole('link', { name: 'Families who use it' }).click()
  await look('submission')
  await inLanguages('submission')
  await page.getByRole('button', { name: 'Comment only' }).click()
  await page.getByText('Write a comment first.').waitFor()
  await page.getByLabel('Comment (optional)').fill('Asked the enumerator')
  await page.getByRole('button', { name: 'Comment only' }).click()
  await page.getByText('The comment is stored.').waitFor()
  await page.getByText('Asked the enumerator').waitFor()
  for (const [button, told] of [['Has issues', 'Marked as having issues'], ['Reject', 'Rejected'], ['Approve', 'Approved']]) {
    await page.getByRole('button', { name: button, exact: true }).click()
    await section('History').getByText(told, { exact: true }).waitFor()
    await page.locator('h1').getByText(told === 'Marked as having issues' ? 'Has issues' : told).waitFor()
  }
  await page.getByRole('button', { name: 'Back to be reviewed' }).click()
  await section('History').getByText('Set back to be reviewed').waitFor()
  const here = page.url()
  await page.getByRole('button', { name: 'Next to review' }).click()
  await page.waitForURL((url) => url.href !== here && url.pathname.includes('/submissions/'))
  await page.locator('h1').getByText('To review').waitFor()
  await page.goto(here)
  // An edit made elsewhere shows what it changed.
  const edit = body(uuid('bad-2'), { families: '90', name: 'South tap', kind: 'tap', place: '9.7 30.6 0 5' }, '2').replace('<orx:instanceID>', `<orx:deprecatedID>${uuid('bad')}</orx:deprecatedID><orx:instanceID>`)
  await send(edit, 201)
  await page.reload()
  const changed = page.getByRole('region', { name: 'What the edit changed' })
  assert.match(await changed.getByRole('row').filter({ hasText: 'Families who use it' }).textContent(), /9000.*90/s)
  assert.match(await changed.getByRole('row').filter({ hasText: 'What kind is it?' }).textContent(), /Well.*Tap/s)
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.locator('.odk-form').waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'History' }).waitFor()

  // A file that is awaited, and then there.
  await page.goto(`${form()}/submissions/${encodeURIComponent(uuid('good'))}`)
  await section('Files').getByText('Not received yet').waitFor()
  await send(body(uuid('good'), { photo: 'a.jpg' }), 202, { 'a.jpg': 'a photo' })
  await page.reload()
  const [download] = await Promise.all([page.waitForEvent('download'), section('Files').getByRole('link', { name: 'a.jpg', exact: true }).click()])
  assert.equal(download.suggestedFilename(), 'a.jpg')
})

test('two bodies of one submission are laid beside each other and decided about', async () => {
  const { page } = desk
  for (const name of ['keep', 'edit', 'values', 'both']) {
    await send(body(uuid(name), { name: `Point ${name}`, faults: ['handle'] }), 201)
    await send(body(uuid(name), { name: `Point ${name}`, families: '21', kind: 'tap', faults: ['handle', 'chain'] }), 409)
  }
  await page.goto(form())
  await page.getByText('4 submissions contradict others').waitFor()
  await page.getByRole('link', { name: 'Look at both' }).click()
  await page.getByText('4 set aside').waitFor()
  await look('refused')
  const open = async (name) => {
    await page.goto(`${form()}/refused`)
    await page.getByRole('row').filter({ hasText: uuid(name) }).getByRole('link').click()
    await page.getByText('3 answers differ').waitFor()
  }
  const pair = (name) => page.getByRole('group', { name })
  const checked = async (name) => (await pair(name).getByRole('radio', { checked: true }).getAttribute('value'))
  const decided = async (choose, told) => {
    await choose()
    await page.getByLabel('Reason').fill('The enumerator was asked')
    await page.getByRole('button', { name: 'Decide' }).click()
    await page.getByText(told).first().waitFor()
    await page.getByText('The enumerator was asked').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Decide' }).count(), 0)
  }
  await open('values')
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByText('Choose a decision first.').waitFor()
  assert.match(await pair('What kind is it?').textContent(), /Well \(well\).*Tap \(tap\)/s)
  assert.match(await pair('Fault 2: What is broken?').textContent(), /no answer.*chain/s)
  await page.getByRole('radio', { name: /Take the one set aside/ }).check()
  assert.equal(await checked('Families who use it'), 'refused')
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.getByText('Give a reason').waitFor()
  // By keyboard: the arrow goes to the other value, and the decision follows.
  await pair('What kind is it?').getByRole('radio', { checked: true }).focus()
  await page.keyboard.press('ArrowUp')
  assert.equal(await checked('What kind is it?'), 'stored')
  assert.ok(await page.getByRole('radio', { name: /Take the values chosen/ }).isChecked())
  await page.getByText('answers are the same in both').click()
  await look('merge')
  await inLanguages('merge')
  await decided(async () => {}, 'Chosen values were taken')
  await page.getByRole('link', { name: 'Open the stored submission' }).click()
  await section('Answers').getByText('21', { exact: true }).waitFor()
  assert.match(await section('Answers').getByRole('row').filter({ hasText: 'What kind is it?' }).textContent(), /Well/)
  await section('Answers').getByText('chain').waitFor()
  await section('History').getByText('Chosen values were taken').waitFor()

  await open('keep')
  await decided(() => page.getByRole('radio', { name: /Keep the stored one/ }).check(), 'The stored one was kept')
  await open('edit')
  await decided(() => page.getByRole('radio', { name: /Take the one set aside/ }).check(), 'The one set aside was taken')
  await open('both')
  await decided(() => page.getByRole('radio', { name: /Keep both/ }).check(), 'Both were kept')
  await page.getByRole('link', { name: 'Open the submission it became' }).click()
  await section('Answers').getByText('21', { exact: true }).waitFor()
  await page.goto(`${form()}/refused`)
  await page.getByText('Nothing is set aside.').waitFor()
  await page.getByLabel('State').selectOption('Kept as its own')
  await page.getByText('1 set aside').waitFor()
})

test('a phone is added with a code to scan and to print, and revoked', async () => {
  const { page } = desk
  await page.goto(form())
  await page.getByLabel('Name of the phone or person').fill(`Amal ${run}`)
  await page.getByRole('button', { name: 'Add a phone' }).click()
  const card = page.getByRole('group', { name: `Setting up Amal ${run}` })
  await card.getByText('Install ODK Collect').waitFor()
  const drawn = await card.getByRole('img').evaluate((image) => image.complete && image.naturalWidth > 20)
  assert.ok(drawn, 'the code is drawn')
  if (/localhost|127\./.test(page.url())) await card.getByText('reaches only this computer').waitFor()
  const address = await card.locator('pre').textContent()
  const listed = await page.request.get(`${address}/formList`, { headers: { 'x-openrosa-version': '1.0' } })
  assert.match(await listed.text(), new RegExp(id))
  await look('device')
  await inLanguages('device')
  await page.evaluate(() => { window.print = () => { document.body.dataset.printed = document.documentElement.className } })
  await card.getByRole('button', { name: 'Print' }).click()
  assert.equal(await page.evaluate(() => document.body.dataset.printed), 'card-only')
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: `${shots}forms-device-print.png`, fullPage: true })
  await page.emulateMedia({ media: null })
  const paper = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1')
  assert.equal(paper.match(/\/Type\s*\/Page\b/g)?.length, 1, 'the card is one sheet')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await card.getByRole('button', { name: 'Done' }).click()
  assert.equal(await card.count(), 0)
  await page.getByRole('button', { name: `Revoke Amal ${run}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('The phone was revoked.').waitFor()
  assert.equal((await page.request.get(`${address}/formList`, { headers: { 'x-openrosa-version': '1.0' } })).status(), 401)
})

test('a form is offered no more, closed, and opened again', async () => {
  const { page } = desk
  await page.goto(form())
  const use = section('Use of the form')
  for (const [button, told] of [['Offer it no more', 'Closing:'], ['Close', 'Closed:'], ['Open again', 'Open:']]) {
    await use.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
    await use.getByText(told).waitFor()
  }
})

test('the workspace of forms is shown to those who work in it', async () => {
  for (const [user, forms, collect] of [['admin', true, false], ['analyst', true, true], ['enumerator', false, true]]) {
    const { context, page, complaints } = await visit(browser)
    await signIn(page, user)
    const bar = page.getByRole('navigation', { name: 'Main' })
    assert.equal(await bar.getByRole('link', { name: 'Forms', exact: true }).count() > 0, forms, `forms for ${user}`)
    assert.equal(await bar.getByRole('link', { name: 'Collect', exact: true }).count() > 0, collect, `collect for ${user}`)
    await page.goto('/app/forms')
    await page.getByRole('heading', { level: 1, name: 'Forms' }).waitFor()
    if (!forms) await page.getByText('Your role does not include').waitFor()
    else {
      await page.goto(form())
      await page.getByRole('heading', { level: 1 }).filter({ hasText: title }).waitFor()
      await page.waitForLoadState('networkidle')
      assert.equal(await page.getByRole('alert').count(), 0, `${user} is shown nothing that is refused`)
      assert.equal(await page.getByRole('button', { name: 'Upload' }).count(), 0)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  }
})

test('an import says in words what it understood and offers nothing that would be refused', async () => {
  const { page } = desk
  await page.goto('/app/import')
  const csv = (people) => {
    const path = `${folder}/round-${people}.csv`
    writeFileSync(path, `Admin 1 Pcode,Admin 1 Name,IDP individuals,Date\nXM01,North,${people},2019-09-01\n`)
    return path
  }
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('-5'))
  await page.getByLabel('Round').fill('3')
  await page.getByLabel('Country').fill('XMR')
  await page.getByRole('button', { name: 'Try it out' }).click()
  await heading('Result of the trial').waitFor()
  await page.getByText(/nothing can be imported|stop all of it/).waitFor()
  assert.ok(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled())
  await page.getByText('How the file was understood').click()
  await page.getByRole('row').filter({ hasText: 'IDP individuals' }).first().waitFor()
  assert.equal(await page.locator('details pre').count(), 0, 'nothing is shown as code')
  await page.getByRole('cell', { name: 'internally displaced persons – Individuals' }).waitFor()
  await look('import')
  await inLanguages('import')
})

test('none of the pages complained', () => {
  assert.deepEqual(desk.complaints, [])
})
