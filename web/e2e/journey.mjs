import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { barriers, launch, look, overflows, shots, signIn, site, speak, visit } from './browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

const publicPage = async () => (await fetch(`${site}/en`)).text()
/** The id of the round being checked, as the server lists it to this visitor. */
const checkingRound = async (page) => {
  const { rounds } = await (await page.request.get('/api/v1/displacement/rounds')).json()
  return rounds.find((round) => round.state === 'checking') ?? rounds[0]
}
/** A record of the area assessments that has a page. */
const anyRecord = async (page) => {
  const { records } = await (await page.request.get('/api/v1/registers/area_assessments/records?limit=1')).json()
  return records?.[0]?.id
}

async function screens(page) {
  const round = await checkingRound(page)
  const record = await anyRecord(page)
  return Object.entries({
    rounds: '/app/rounds',
    round: `/app/rounds/${encodeURIComponent(round.id)}`,
    registers: '/app/registers',
    register: '/app/registers/area_assessments',
    ...(record ? { record: `/app/registers/area_assessments/${encodeURIComponent(record)}` } : {}),
    import: '/app/import',
    indicators: '/app/indicators',
    users: '/app/users',
  })
}

test('a wrong password is refused in words', async () => {
  const { context, page } = await visit(browser)
  await page.goto('/app/')
  await page.getByLabel('User name').fill('nobody')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  assert.deepEqual(await barriers(page), [])
  await context.close()
})

for (const language of ['en', 'ar']) {
  test(`every screen is free of barriers in ${language}`, async () => {
    const { context, page, complaints } = await visit(browser)
    await signIn(page, 'admin')
    await speak(page, language)
    for (const [name, path] of await screens(page)) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (name === 'round') {
        const compare = page.locator('section[aria-labelledby="compare"]')
        await compare.locator('option').nth(1).waitFor({ state: 'attached' })
        await compare.locator('select').selectOption({ index: 1 })
        await compare.locator('tbody tr').first().waitFor()
      }
      await look(page, name, language)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test('the dark colours keep their contrast', async () => {
  const { context, page } = await visit(browser, { colorScheme: 'dark' })
  await signIn(page, 'admin')
  for (const [name, path] of await screens(page)) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.deepEqual(await barriers(page), [], `${name} in the dark`)
    await page.screenshot({ path: `${shots}${name}-dark.png`, fullPage: true })
  }
  await context.close()
})

test('a register lists one state, and choices of a record can be edited', async () => {
  const { context, page, complaints } = await visit(browser)
  await signIn(page, 'coordinator')
  await page.goto('/app/registers/area_assessments?state=recorded')
  await page.locator('main tbody tr').first().waitFor()
  await page.goto('/app/registers/area_assessments?state=withdrawn')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  assert.equal(await page.locator('main tbody tr').count(), 0)
  await page.goto(`/app/registers/area_assessments/${encodeURIComponent(await anyRecord(page))}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  assert.ok(await page.locator('main form select option').count() > 2, 'a field of choices offers them')
  assert.deepEqual(await barriers(page), [], 'the form of a record')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('an import tells every fault with its row, and keeps nothing when tried', async () => {
  const { context, page, complaints } = await visit(browser)
  await signIn(page, 'analyst')
  await page.goto('/app/import')
  await page.getByLabel('File').setInputFiles({
    name: 'list.csv', mimeType: 'text/csv',
    buffer: Buffer.from('Province,P-Code Admin 1,IDPs,Households\nZarubo,XM01,120,20\nSalam,XM02,about forty,15\n,,8,2\n'),
  })
  await page.getByLabel('Operation').fill('xmr-tried')
  await page.getByLabel('Round').fill('1')
  await page.getByLabel('Date').fill('2026-10-20')
  await page.getByLabel('Country').fill('XMR')
  await page.getByRole('button', { name: 'Try' }).click()
  const faults = page.locator('section[aria-labelledby="result"] > .scroll tbody tr')
  await faults.first().waitFor()
  const told = (await faults.allInnerTexts()).join('\n')
  assert.match(told, /\b3\b[^]*about forty/, 'the row as a spreadsheet numbers it, and its value')
  assert.deepEqual(await barriers(page), [], 'the result of an import')
  for (const [language, width, shape] of [['en', 1366, 'wide'], ['en', 390, 'phone'], ['ar', 1366, 'wide']]) {
    await speak(page, language)
    await page.setViewportSize({ width, height: 860 })
    assert.equal(await overflows(page), false, `the result is wider than ${width} pixels`)
    await page.screenshot({ path: `${shots}imported-${shape}-${language}.png`, fullPage: true })
  }
  const known = await (await page.request.get('/api/v1/registers/operations/records?limit=50')).json()
  assert.ok(!JSON.stringify(known).includes('xmr-tried'), 'a trial keeps nothing')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('an enumerator sees no approval and is refused it', async () => {
  const { context, page } = await visit(browser)
  await signIn(page, 'enumerator')
  const round = await checkingRound(page)
  await page.goto(`/app/rounds/${encodeURIComponent(round.id)}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0)
  const status = await page.evaluate(async ({ id, version }) => (await fetch(`/api/v1/displacement/rounds/${encodeURIComponent(id)}/transition`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ version, name: 'approve' }),
  })).status, round)
  assert.equal(status, 403)
  await context.close()
})

test('a round goes from its open errors to the public page', async () => {
  const { context, page, complaints } = await visit(browser)
  const published = await publicPage()
  await signIn(page, 'analyst')
  const round = await checkingRound(page)
  assert.equal(round.state, 'checking', 'there is a round to check')
  await page.goto(`/app/rounds/${encodeURIComponent(round.id)}`)
  await page.getByLabel('Severity').selectOption('error')
  await page.waitForLoadState('networkidle')
  const accept = page.getByRole('list', { name: 'Findings' }).getByRole('button', { name: 'Accept', exact: true })
  const open = await accept.count()

  // The first by keyboard, so that the letters are held to what they promise.
  if (open > 0) {
    const first = page.getByRole('list', { name: 'Findings' }).getByRole('listitem').first()
    await first.focus()
    if (open > 1) {
      await page.keyboard.press('j')
      await page.keyboard.press('k')
    }
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Accept' }).click()
    await dialog.getByRole('alert').waitFor()
    assert.deepEqual(await barriers(page), [], 'the dialog')
    await page.screenshot({ path: `${shots}accept-dialog.png` })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  // The list shows a page at a time; what is left is accepted until nothing is.
  for (let left = await accept.count(); left > 0; left = await accept.count()) {
    await accept.first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('Confirmed with the field team')
    const reloaded = page.waitForResponse((answer) => answer.url().includes('/findings?') && answer.request().method() === 'GET')
    await dialog.getByRole('button', { name: 'Accept' }).click()
    await reloaded
    await dialog.waitFor({ state: 'hidden' })
    await page.waitForLoadState('networkidle')
  }
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await page.getByRole('heading', { level: 1 }).getByText('Approved').waitFor()
  assert.notEqual(await publicPage(), published, 'the public page shows the round')
  assert.deepEqual(complaints, [])
  await context.close()
})
