// Flow monitoring, estimates and places of return in the workspace: figures with how they came about, unusual days, approval.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inLanguages, launch, look, signIn, speak, visit } from './browser.mjs'

let browser
let analyst
before(async () => {
  browser = await launch()
  analyst = await visit(browser)
  await signIn(analyst.page, 'analyst')
})
after(() => browser?.close())

test('routes, how many different people they carry, and unusual days are on one page', async () => {
  const { page } = analyst
  await page.getByRole('link', { name: 'On the move' }).click()
  await page.getByRole('heading', { level: 1, name: 'People on the move' }).waitFor()
  const unusual = page.getByRole('region', { name: 'Unusual days' })
  await unusual.getByText('More than usual').first().waitFor()
  assert.ok(await page.getByText('Different people, best estimate').count() > 0)
  await look(page, 'flows')
  await inLanguages(page, 'flows')
})

test('a point tells its days, its hours and from where to where', async () => {
  const { page } = analyst
  await page.getByRole('region', { name: 'Unusual days' }).getByRole('link').first().click()
  await page.getByRole('heading', { name: 'Hours of the day' }).waitFor()
  await page.getByRole('heading', { name: 'From where to where' }).waitFor()
  await look(page, 'flow-point')
  await speak(page, 'ar')
  await look(page, 'flow-point', 'ar')
  await speak(page, 'en')
})

test('counts of chosen days are approved with one step', async () => {
  const { page } = analyst
  await page.goto('/app/flows?from=2026-09-01&to=2026-09-07')
  await page.getByRole('button', { name: 'Approve the counts' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve the counts' }).click()
  await page.getByText(/counts? approved|No count waited/).waitFor()
})

test('a round tells its estimates by sex and age, and places of return by severity', async () => {
  const { page } = analyst
  await page.goto('/app/rounds/xmr-marula-r3')
  const estimates = page.getByRole('region', { name: 'Estimates by place' })
  await estimates.getByText('Women and girls, 0-4 years').waitFor()
  assert.equal(await estimates.getByRole('row').count(), 1 + 1 + 2 + 10)
  await page.getByRole('heading', { name: 'Conditions in places of return' }).waitFor()
  await look(page, 'round-movement')
  await speak(page, 'ar')
  await look(page, 'round-movement', 'ar')
  assert.deepEqual(analyst.complaints, [])
})
