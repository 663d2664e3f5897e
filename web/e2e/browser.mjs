// The browser, signing in, and looking for barriers; the journeys read on from here.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import axe from 'axe-core'
import { chromium } from 'playwright-core'

export const site = process.env.WAYMARK_URL ?? 'http://localhost:8080'
export const password = process.env.WAYMARK_PASSWORD ?? 'waymark-demo-2019'
export const shots = new URL('./shots/', import.meta.url).pathname
mkdirSync(shots, { recursive: true })

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

/** A fresh visitor; what the page complains about is gathered in `complaints`. */
export async function visit(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 }, locale: 'en-GB', baseURL: site, ...options })
  const page = await context.newPage()
  const complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    // A refused request is logged by the browser itself; the pages answer it in words.
    if (line.type() === 'error' && !line.text().includes('Failed to load resource')) complaints.push(line.text())
  })
  return { context, page, complaints }
}

export async function signIn(page, user) {
  await page.goto('/app/')
  await page.getByLabel('User name').fill(user)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Rounds' }).waitFor()
}

export const speak = (page, language) => page.locator('header select').selectOption(language)

/** Barriers on the page as it stands, one line each. */
export async function barriers(page) {
  await page.waitForLoadState('networkidle')
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`))
}

/** Whether the page is wider than its window. */
export const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

/** A page as it stands, looked at: free of barriers, no wider than a phone's window, with a picture of both for people. */
export async function look(page, name, language = 'en') {
  assert.deepEqual(await barriers(page), [], `${name} in ${language}`)
  await page.screenshot({ path: `${shots}${name}-wide-${language}.png`, fullPage: true })
  for (const [width, height] of [[390, 844], [320, 640]]) {
    await page.setViewportSize({ width, height })
    assert.equal(await overflows(page), false, `${name} in ${language} is wider than ${width} pixels`)
    if (width === 390) await page.screenshot({ path: `${shots}${name}-phone-${language}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1366, height: 860 })
}

/** The same page in every other language, Arabic with all widths; it is left in English. */
export async function inLanguages(page, name) {
  for (const language of ['fr', 'es', 'ar']) {
    await speak(page, language)
    await page.waitForLoadState('networkidle')
    if (language === 'ar') await look(page, name, language)
    else await page.screenshot({ path: `${shots}${name}-wide-${language}.png`, fullPage: true })
  }
  await speak(page, 'en')
}
