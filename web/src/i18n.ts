import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'
import { shallowRef } from 'vue'
import type { Title } from './shapes'

export const languages = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' } as const
export type Language = keyof typeof languages

const catalogues = import.meta.glob<string>('../../i18n/*/{staff,collect,review,missing,movement,releases,border,entities}.ftl', { query: '?raw', import: 'default' })

/** Western digits everywhere, so that a figure reads the same in each language. */
const locales: Record<Language, string> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar-u-nu-latn' }

interface Voice { language: Language; bundle: FluentBundle; locale: string }
const voice = shallowRef<Voice>()

export const isLanguage = (name: unknown): name is Language => typeof name === 'string' && name in languages

export const language = (): Language => voice.value?.language ?? 'en'

/** The texts of a language, without turning the page to it. */
async function texts(next: Language): Promise<FluentBundle> {
  const loads = Object.entries(catalogues).filter(([path]) => path.includes(`/${next}/`)).map(([, load]) => load)
  const bundle = new FluentBundle(locales[next], { useIsolating: next === 'ar' })
  for (const text of await Promise.all(loads.map((load) => load()))) bundle.addResource(new FluentResource(text))
  return bundle
}

/** The texts of the catalogue in another language than the page's: for what is printed for others. */
export async function textsIn(next: Language): Promise<(key: string, variables?: Record<string, FluentVariable>) => string> {
  const bundle = await texts(next)
  return (key, variables) => {
    const message = bundle.getMessage(key)
    return message?.value ? bundle.formatPattern(message.value, variables ?? null, []) : key
  }
}

/** Loads a language and turns the whole page to it, direction included. */
export async function speak(next: Language): Promise<void> {
  const bundle = await texts(next)
  voice.value = { language: next, bundle, locale: locales[next] }
  document.documentElement.lang = next
  document.documentElement.dir = next === 'ar' ? 'rtl' : 'ltr'
  try {
    localStorage.setItem('language', next)
  } catch {
    // Without storage the choice holds for this visit only.
  }
}

/** The language to begin with: the one chosen before, or the browser's. */
export function firstLanguage(): Language {
  let kept: string | null = null
  try {
    kept = localStorage.getItem('language')
  } catch {
    kept = null
  }
  const wished = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wished.find(isLanguage) ?? 'en'
}

/** A text of the catalogue. */
export function t(key: string, variables?: Record<string, FluentVariable>): string {
  const bundle = voice.value?.bundle
  const message = bundle?.getMessage(key)
  if (!bundle || !message?.value) return key
  return bundle.formatPattern(message.value, variables ?? null, [])
}

/** A text of the catalogue when it has one for this name, else the name in plain words. */
export function known(prefix: string, name: string | null | undefined): string {
  if (!name) return ''
  return voice.value?.bundle.hasMessage(prefix + name) ? t(prefix + name) : name.replaceAll('_', ' ')
}

/** A title the server gives in several languages, in the present one. */
export function say(title: Title, fallback = ''): string {
  if (typeof title === 'string') return title || fallback
  if (!title) return fallback
  return title[language()] || title.en || Object.values(title).find(Boolean) || fallback
}

export function number(value: unknown): string {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return '–'
  return new Intl.NumberFormat(voice.value?.locale, { maximumFractionDigits: 2 }).format(amount)
}

/** A change, with its sign. */
export function signed(value: unknown): string {
  if (typeof value !== 'number') return '–'
  return new Intl.NumberFormat(voice.value?.locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(value)
}

/** A share of one as a percentage, with its sign. */
export function percent(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '–'
  return new Intl.NumberFormat(voice.value?.locale, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(value)
}

/** A part of a whole, without a sign: what has come of what is expected. */
export function portion(value: number): string {
  return new Intl.NumberFormat(voice.value?.locale, { style: 'percent', maximumFractionDigits: 0 }).format(value)
}

export function day(value: string | null | undefined): string {
  const at = value ? new Date(value.length === 10 ? `${value}T12:00:00` : value) : undefined
  if (!at || Number.isNaN(at.getTime())) return value ?? '–'
  return new Intl.DateTimeFormat(voice.value?.locale, { dateStyle: 'medium' }).format(at)
}

export function moment(value: string | null | undefined): string {
  const at = value ? new Date(value) : undefined
  if (!at || Number.isNaN(at.getTime())) return value ?? '–'
  return new Intl.DateTimeFormat(voice.value?.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}
