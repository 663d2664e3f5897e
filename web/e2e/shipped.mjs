// Every form that registers bring along opens in the browser and is drawn to its last question, without a word of failure.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, shots, signIn, visit } from './browser.mjs'

let browser
let project
let forms
before(async () => {
  browser = await launch()
  const { context, page } = await visit(browser)
  await signIn(page, 'coordinator')
  project = String((await (await page.request.get('/v1/projects')).json())[0].id)
  const of = `/api/v1/collect/projects/${project}/registers`
  const offered = (await (await page.request.get(of)).json()).filter((one) => one.collect)
  forms = []
  for (const { name } of offered) {
    const made = await page.request.post(`${of}/${name}`, { headers: { origin: new URL(page.url()).origin }, data: {} })
    // 409: it is there from an earlier run.
    assert.ok([200, 409].includes(made.status()), `${name}: ${made.status()} ${await made.text()}`)
    forms.push(name)
  }
  await context.close()
})
after(() => browser?.close())

test('every shipped form opens in the browser', async () => {
  assert.ok(forms.length >= 10, `the forms of registers: ${forms}`)
  const { context, page, complaints } = await visit(browser)
  await signIn(page, 'coordinator')
  const failed = []
  for (const form of forms) {
    const before = complaints.length
    const { name } = await (await page.request.get(`/v1/projects/${project}/forms/${form}`)).json()
    if (!name || name === form) failed.push(`${form} has no title`)
    await page.goto(`/app/fill/${project}/${form}`)
    try {
      await page.locator('.odk-form').waitFor({ timeout: 30_000 })
      await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    } catch {
      failed.push(`${form} is not drawn: ${(await page.locator('main, body').first().innerText()).slice(0, 300)}`)
    }
    const questions = await page.locator('.odk-form .question-container').count()
    if (questions < 2) failed.push(`${form} shows ${questions} questions`)
    const said = await page.getByRole('alert').allInnerTexts()
    if (said.some((text) => text.trim())) failed.push(`${form} says ${said.join(' / ')}`)
    if (await page.locator('.form-load-failure-dialog, .p-dialog').count()) failed.push(`${form}: ${await page.locator('.p-dialog').first().innerText()}`)
    failed.push(...complaints.slice(before).map((one) => `${form}: ${one}`))
    await page.screenshot({ path: `${shots}shipped-${form}.png` })
  }
  assert.deepEqual(failed, [])
  await context.close()
})
