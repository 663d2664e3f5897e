// The inbox of missing migrants: a monitor compares what is reported with what is known; somebody else verifies and publishes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inLanguages, launch, look, signIn, speak, visit } from './browser.mjs'

let browser
/** The monitor, and the person who verifies. */
let monitor
let verifier
before(async () => {
  browser = await launch()
  monitor = await visit(browser)
  await signIn(monitor.page, 'monitor')
  verifier = await visit(browser)
  await signIn(verifier.page, 'verifier')
})
after(() => browser?.close())

/** Opens the waiting report whose text this is. */
async function openReport(text) {
  const { page } = monitor
  await page.goto('/app/missing')
  await page.getByRole('listitem').filter({ hasText: text }).getByRole('link').click()
  await page.getByRole('heading', { name: 'What the report says' }).waitFor()
}
const waiting = async () => (await (await monitor.page.request.get('/api/v1/fatalities/inbox')).json()).records

test('the inbox lists what waits, in every language and on a phone', async () => {
  const { page } = monitor
  await page.getByRole('link', { name: 'Missing migrants' }).click()
  await page.getByRole('heading', { level: 1, name: 'Missing migrants' }).waitFor()
  await look(monitor.page, 'missing-inbox')
  await inLanguages(page, 'missing-inbox')
})

test('a report about a known event is linked to it, with the figures it knows better', async () => {
  const { page } = monitor
  const [report] = (await waiting()).filter((one) => one.data.report_id === 'XMR-report-1')
  await page.goto(`/app/missing/reports/${report.id}`)
  await page.getByRole('button', { name: 'Take as a candidate' }).click()
  await page.getByText('Say why it is none of the incidents above').waitFor()
  await look(monitor.page, 'missing-report')
  await page.getByRole('button', { name: 'It is the same event' }).first().click()
  const incident = (await page.getByRole('heading', { name: 'Link the report to' }).innerText()).split(' ').at(-1).replace(/[\u2068\u2069]/g, '')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await page.getByText('Give a reason').waitFor()
  await page.locator('#report-why').fill('Same boat, same night')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: incident }).waitFor()
  assert.ok(!(await waiting()).some((one) => one.id === report.id), 'it waits no more')
})

test('a report about something new is taken by one person, verified by another, and then public', async () => {
  const [report] = (await waiting()).filter((one) => one.data.report_id === 'XMR-report-2')
  await openReport(report.data.place)
  const { page } = monitor
  if (await page.getByLabel('Why it is none of the incidents above').count()) await page.getByLabel('Why it is none of the incidents above').fill('Another border, another day')
  await page.getByRole('button', { name: 'Take as a candidate' }).click()
  await page.getByRole('heading', { name: 'Known incidents that may be the same event' }).waitFor()
  await page.waitForURL(/missing\/incidents\//)
  assert.equal(await page.getByRole('button', { name: 'Verify' }).count(), 0, 'who took it does not verify it')
  const address = page.url()
  const desk = verifier.page
  const totals = async () => (await (await desk.request.get('/api/v1/fatalities/totals')).json()).whole.dead_or_missing
  const before = await totals()
  await desk.goto(address)
  for (const step of ['Verify', 'Publish']) {
    await desk.getByRole('button', { name: step, exact: true }).click()
    await desk.getByRole('dialog').getByRole('button', { name: step, exact: true }).click()
    await desk.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await desk.getByRole('heading', { level: 1 }).getByText('Published').waitFor()
  await look(verifier.page, 'missing-incident')
  await speak(desk, 'ar')
  await look(verifier.page, 'missing-incident', 'ar')
  await speak(desk, 'en')
  assert.equal(await totals(), before + report.data.dead, 'the figures have grown by the report')
  assert.deepEqual(monitor.complaints, [])
  assert.deepEqual(verifier.complaints, [])
})
