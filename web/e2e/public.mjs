// What anybody sees: the public pages, without script, wide and on a phone, in four languages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, look, visit } from './browser.mjs'

let browser
before(async () => { browser = await launch() })
after(() => browser?.close())

for (const language of ['en', 'fr', 'es', 'ar']) {
  test(`the public pages are free of barriers in ${language}`, async () => {
    const { context, page, complaints } = await visit(browser)
    const pages = {
      home: `/${language}`,
      figure: `/${language}/displacement/idps_present?level=2`,
      area: `/${language}/displacement/idps_present?area=XM01`,
      report: `/${language}/displacement/report`,
      migrants: `/${language}/missing-migrants`,
      flows: `/${language}/flows`,
      events: `/${language}/events`,
      nothing: `/${language}/displacement/nothing`,
    }
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path)
      assert.equal(await page.locator('html').getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr')
      await look(page, `public-${name}`, language)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test('without script a visitor gets from the map to a table and a file', async () => {
  const { context, page } = await visit(browser, { javaScriptEnabled: false })
  await page.goto('/en')
  assert.ok(await page.locator('svg.map a').count() >= 8, 'every area of the map leads on')
  await page.locator('svg.map a').first().click()
  assert.match(page.url(), /area=XM/)
  assert.ok(await page.locator('table tbody tr').count() > 0)
  const file = await page.request.get(await page.locator('a[href*=".csv"]').first().getAttribute('href'))
  assert.equal(file.status(), 200)
  assert.match((await file.text()).split('\n')[1], /#adm/, 'a line of HXL tags below the header')
  await context.close()
})
