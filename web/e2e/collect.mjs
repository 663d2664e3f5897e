// A day in the field: forms are filled without a network, the browser is closed, and all of them arrive once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { barriers, launch, look, overflows, password, shots, signIn, speak, visit } from './browser.mjs'
import { id, xform } from './site-check.mjs'

let browser
/** The project that holds the form. */
let project

before(async () => {
  browser = await launch()
  const { context, page } = await visit(browser)
  await signIn(page, 'coordinator')
  const answer = await page.request.get('/v1/projects')
  project = String((await answer.json())[0].id)
  const made = await page.request.post(`/v1/projects/${project}/forms?publish=true&ignoreWarnings=true`, {
    headers: { 'content-type': 'application/xml', origin: new URL(page.url()).origin }, data: xform('1'),
  })
  // 409: it is there from an earlier run.
  assert.ok([200, 201, 409].includes(made.status()), `the form is taken: ${made.status()} ${await made.text()}`)
  await context.close()
})
after(() => browser?.close())

/** The submissions the server has, by their instanceID, as it tells somebody who may see them. */
async function received() {
  const { context, page } = await visit(browser)
  await signIn(page, 'coordinator')
  const list = await (await page.request.get(`/v1/projects/${project}/forms/${id}/submissions`)).json()
  await context.close()
  return list.map((one) => one.instanceId)
}

const fillPage = () => `/app/fill/${project}/${id}`

async function fillOne(page, people) {
  await page.getByText('Camp', { exact: true }).click()
  await page.getByRole('spinbutton').first().pressSequentially(String(people))
  await page.getByRole('textbox').last().fill('Water')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** What the browser says when it is away is not what the pages complain about. */
const complaintsOf = (list) => list.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))

test('ten forms filled without a network survive the closed tab and arrive once', async () => {
  const standing = await received()
  const { context, page, complaints } = await visit(browser)
  await signIn(page, 'enumerator')
  await page.goto('/app/collect')
  const line = page.getByRole('listitem').filter({ hasText: 'Site check' }).first()
  await line.getByRole('button', { name: /Keep for work/ }).click()
  await page.getByText('can now be filled without a network').waitFor()

  await context.setOffline(true)
  await page.goto(fillPage())
  await page.getByText('this is the version kept on this device').waitFor()
  for (let at = 1; at <= 10; at += 1) {
    await fillOne(page, 100 + at)
    await page.getByRole('status').filter({ hasText: at === 1 ? '1 form waits' : `${at} forms wait` }).waitFor()
  }
  await page.close()

  const again = await context.newPage()
  again.on('pageerror', (error) => complaints.push(String(error)))
  await again.goto('/app/collect')
  await again.getByText('There is no connection').waitFor()
  await again.getByText('10 waiting').waitFor()
  await again.screenshot({ path: `${shots}collect-away-wide.png`, fullPage: true })
  await again.setViewportSize({ width: 390, height: 844 })
  assert.equal(await overflows(again), false, 'the queue is wider than a phone')
  await again.screenshot({ path: `${shots}collect-away-phone.png`, fullPage: true })
  await again.goto(fillPage())
  await again.getByRole('button', { name: 'Send', exact: true }).waitFor()
  await again.goto('/app/collect')

  // A second tab wakes up at the same moment: it must not send them a second time.
  const second = await context.newPage()
  await second.goto('/app/collect')
  await second.getByText('10 waiting').waitFor()
  await context.setOffline(false)
  await again.getByText('Nothing waits to be sent').waitFor()
  await second.getByText('Nothing waits to be sent').waitFor()

  const arrived = (await received()).filter((one) => !standing.includes(one))
  assert.equal(arrived.length, 10)
  assert.equal(new Set(arrived).size, 10)
  assert.deepEqual(complaintsOf(complaints), [])
  await context.close()
})

/** What waits in this browser. */
const waitingIn = (page) => page.evaluate(() => new Promise((give, fail) => {
  const opening = indexedDB.open('waymark-collect')
  opening.onerror = () => fail(opening.error)
  opening.onsuccess = () => {
    const asked = opening.result.transaction('waiting').objectStore('waiting').getAll()
    asked.onsuccess = async () => {
      opening.result.close()
      give(await Promise.all(asked.result.map(async (one) => ({ id: one.id, xml: await one.xml.text() }))))
    }
  }
}))

test('when the session has ended, what waits is kept until somebody signs in', async () => {
  const standing = await received()
  const { context, page } = await visit(browser)
  await signIn(page, 'enumerator')
  await page.goto(fillPage())
  await page.locator('.odk-form').waitFor()
  await context.clearCookies()
  await fillOne(page, 41)
  await page.getByRole('status').filter({ hasText: '1 form waits' }).waitFor()
  await page.goto('/app/collect')
  await page.getByText('Sign in to send these forms.').waitFor()
  assert.deepEqual(await barriers(page), [], 'the queue without a session')
  const [{ id: waits }] = await waitingIn(page)
  await page.getByRole('link', { name: 'Sign in' }).last().click()
  await page.getByLabel('User name').fill('enumerator')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Nothing waits to be sent').waitFor()
  assert.deepEqual((await received()).filter((one) => !standing.includes(one)), [waits])
  await context.close()
})

test('a form that the server has otherwise is shown to the person, kept, and not sent again by itself', async () => {
  const { context, page } = await visit(browser)
  await signIn(page, 'enumerator')
  await page.goto(fillPage())
  await page.locator('.odk-form').waitFor()
  await context.setOffline(true)
  await fillOne(page, 42)
  await page.getByRole('status').filter({ hasText: '1 form waits' }).waitFor()
  const [{ id: waits }] = await waitingIn(page)
  // Somebody else's device has sent a form with the same identity in the meantime.
  const other = `<data xmlns:orx="http://openrosa.org/xforms" id="${id}" version="1"><kind>host</kind><people>7</people><orx:meta><orx:instanceID>${waits}</orx:instanceID></orx:meta></data>`
  const helper = await visit(browser)
  await signIn(helper.page, 'coordinator')
  const sent = await helper.page.request.post(`/v1/projects/${project}/submission`, {
    headers: { 'x-openrosa-version': '1.0', origin: new URL(helper.page.url()).origin },
    multipart: { xml_submission_file: { name: 'xml_submission_file', mimeType: 'text/xml', buffer: Buffer.from(other) } },
  })
  assert.equal(sent.status(), 201)
  await helper.context.close()
  await context.setOffline(false)
  await page.goto('/app/collect')
  await page.getByText('1 form needs you').waitFor()
  await page.getByText('The server has another form with the same identity.').waitFor()
  assert.deepEqual(await barriers(page), [], 'a form that needs a person')
  await page.screenshot({ path: `${shots}collect-conflict.png`, fullPage: true })
  await page.reload()
  await page.getByText('1 form needs you').waitFor()
  assert.deepEqual((await waitingIn(page)).map((one) => one.id), [waits])
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Nothing waits to be sent').waitFor()
  await context.close()
})

test('a submission that was sent is changed and goes back as an edit', async () => {
  const standing = await received()
  const { context, page } = await visit(browser)
  await signIn(page, 'coordinator')
  await page.goto(`/app/fill/${project}/${id}?edit=${encodeURIComponent(standing[0])}`)
  await page.locator('.odk-form').waitFor()
  await page.getByText('Host community', { exact: true }).click()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('status').filter({ hasText: '1 form waits' }).waitFor()
  const [{ xml }] = await waitingIn(page)
  assert.match(xml, /<kind>host<\/kind>/)
  assert.ok(xml.includes(`deprecatedID>${standing[0]}<`), 'it names what it replaces')
  await context.setOffline(false)
  await page.getByText('1 form was sent.').waitFor()
  await context.close()
})

test('an answer that breaks a rule is not sent, and the page says so', async () => {
  const { context, page, complaints } = await visit(browser)
  await signIn(page, 'enumerator')
  await page.goto(fillPage())
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('2 questions need another answer.').waitFor()
  await page.getByText('An answer is needed here.').first().waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

for (const language of ['en', 'ar']) {
  test(`the screens of collection are free of barriers in ${language}`, async () => {
      const { context, page, complaints } = await visit(browser)
    await signIn(page, 'coordinator')
    await speak(page, language)
    const screens = { collect: '/app/collect', forms: '/app/forms', form: `/app/forms/${project}/${id}`, paper: `/app/forms/${project}/${id}/paper`, fill: fillPage() }
    for (const [name, path] of Object.entries(screens)) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      if (name === 'fill') await page.locator('.odk-form').waitFor()
      await look(page, name, language)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test('a form is tried in the frame of a phone, and nothing is stored', async () => {
  const before = await received()
  const { context, page, complaints } = await visit(browser)
  await signIn(page, 'coordinator')
  await page.goto(`/app/forms/${project}/${id}`)
  await page.getByRole('button', { name: 'Preview' }).click()
  const frame = page.frameLocator('iframe')
  await frame.getByText('Camp', { exact: true }).click()
  await frame.getByRole('spinbutton').first().pressSequentially('5')
  await page.screenshot({ path: `${shots}form-preview.png`, fullPage: true })
  await frame.getByRole('button', { name: 'Send', exact: true }).click()
  await frame.getByText('could be sent').waitFor()
  assert.deepEqual(await received(), before)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('the runner asks nobody outside and runs under its own policy', async () => {
  const { context, page, complaints } = await visit(browser)
  const asked = []
  page.on('request', (request) => { if (/^https?:/.test(request.url())) asked.push(new URL(request.url()).origin) })
  await signIn(page, 'enumerator')
  await page.goto(fillPage())
  await page.locator('.odk-form').waitFor()
  await page.waitForLoadState('networkidle')
  assert.deepEqual([...new Set(asked)], [new URL(page.url()).origin])
  assert.deepEqual(complaints, [])
  await context.close()
})
