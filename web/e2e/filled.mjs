// How forms were filled in, what a form feeds, and its tables as a file: in a real browser, over a form that is made here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { barriers, launch, overflows, signIn, speak, visit } from './browser.mjs'

const id = `visit_${Date.now().toString(36)}`
const survey = `| survey |
| | type | name | label | instance::hxl |
| | text | site_id | Site key | |
| | text | nom | Name of the site | #loc+name |
| | integer | families | Families | |
| | image | photo | Photo | |
| | text | colour | Colour | |
| | audit | audit | | |
| settings |
| | form_id | form_title | version |
| | ${id} | Site visit | 1 |
`
// One grey pixel, as a camera would write it.
const photo = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z', 'base64')

let browser
let desk
let project
const form = () => `/app/forms/${project}/${id}`

async function send(number, ms, more = '') {
  const xml = `<data id="${id}" version="1"><site_id>${id}-${number}</site_id><nom>Al Karama</nom><families>${number}</families><photo>p.jpg</photo><colour>red</colour><meta><instanceID>uuid:${id}-${number}</instanceID><audit>audit.csv</audit></meta></data>`
  const lines = ['site_id', 'nom', 'families', 'photo', 'colour'].map((name, at) => `question,/data/${name},${1.7e12 + at * 1e5},${1.7e12 + at * 1e5 + ms},,5,amina\n`).join('')
  const log = `event,node,start,end,old-value,new-value,user\n${lines}${more}`
  const answer = await desk.page.request.post(`/v1/projects/${project}/submission`, {
    multipart: {
      xml_submission_file: { name: 'a.xml', mimeType: 'text/xml', buffer: Buffer.from(xml) },
      'audit.csv': { name: 'audit.csv', mimeType: 'text/csv', buffer: Buffer.from(log) },
      'p.jpg': { name: 'p.jpg', mimeType: 'image/jpeg', buffer: photo },
    },
  })
  assert.equal(answer.status(), 201, await answer.text())
}

before(async () => {
  browser = await launch()
  desk = await visit(browser, { acceptDownloads: true })
  await signIn(desk.page, 'coordinator')
  project = String((await (await desk.page.request.get('/v1/projects')).json())[0].id)
  const made = await desk.page.request.post(`/v1/projects/${project}/forms?publish=true&ignoreWarnings=true`, { headers: { 'content-type': 'text/markdown' }, data: survey })
  assert.equal(made.status(), 200, await made.text())
  for (let number = 0; number < 10; number += 1) await send(number, 8000)
  await send(10, 2000, 'question,/data/colour,1700000900000,1700000901000,red,blue,badr\nquestion,/data/colour,x,1,,,\n')
})
after(() => browser?.close())

test('a reviewer sees how a submission was filled in, and its photograph', async () => {
  const { page, complaints } = desk
  await page.goto(`${form()}/submissions/${encodeURIComponent(`uuid:${id}-10`)}`)
  const filled = page.locator('section', { has: page.locator('#filled-in') })
  await filled.getByText('More than one person filled it in.').waitFor()
  assert.match(await filled.innerText(), /11 s at the questions/)
  await filled.getByText('Lines that could not be read: 1').click()
  await filled.getByText('start is no number').waitFor()
  await filled.getByText('Answers changed while filling in: 1').click()
  await filled.getByText('blue').waitFor()
  const picture = page.locator('a.thumb img')
  await picture.waitFor()
  assert.equal(await picture.evaluate((one) => one.complete && one.naturalWidth > 0), true)
  assert.deepEqual(await barriers(page), [])
  assert.equal(await overflows(page), false)
  assert.deepEqual(complaints, [])
})

test('the page of a form compares the pace of work and names who was too fast', async () => {
  const { page } = desk
  await page.goto(form())
  const timing = page.locator('section', { has: page.locator('#timing') })
  await timing.getByRole('button').click()
  await timing.getByText('11 of 11 submissions have a log.').waitFor()
  assert.equal(await timing.locator('ul a').count(), 1)
  await timing.locator('ul a').first().click()
  await page.locator('#filled-in').waitFor()
  assert.ok(page.url().includes(`${id}-10`))
})

test('which question fills which field is shown before a form feeds a register', async () => {
  const { page } = desk
  await page.goto(form())
  const feeds = page.locator('section', { has: page.locator('#form-register') })
  await feeds.getByLabel('Register').selectOption('sites')
  const rows = feeds.locator('tbody tr')
  await rows.nth(1).waitFor()
  assert.deepEqual(await rows.allInnerTexts(), ['site_id\tsite_id', 'nom\tname'])
  await feeds.getByText('Questions that fill nothing').click()
  await feeds.getByText('colour').waitFor()
  await feeds.getByRole('button', { name: 'Feed this register' }).click()
  await feeds.getByRole('button', { name: 'Stop feeding' }).waitFor()
  await send(11, 8000)
  const found = await (await page.request.get(`/api/v1/registers/sites/records?filter=site_id:eq:${id}-11`)).json()
  assert.equal(found.records[0]?.data.name, 'Al Karama')
  await feeds.getByRole('button', { name: 'Stop feeding' }).click()
  await feeds.getByRole('button', { name: 'Stop feeding' }).waitFor({ state: 'detached' })
  await speak(page, 'ar')
  await feeds.getByText('السجل الذي يغذيه').waitFor()
  assert.deepEqual(await barriers(page), [])
  await speak(page, 'en')
})

test('tables as CSV come as one file', async () => {
  const { page } = desk
  await page.goto(form())
  const waits = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tables as CSV (zip)' }).click()
  const file = await waits
  const bytes = readFileSync(await file.path())
  assert.equal(bytes.subarray(0, 2).toString(), 'PK')
  assert.ok(bytes.includes(Buffer.from(`${id}.csv`)))
})
