// The form runner: ODK Web Forms as an app of its own, in a chunk that is loaded only when a form is opened.
import { OdkWebForm, POST_SUBMIT__NEW_INSTANCE, webFormsPlugin, type Next, type Payload } from '@getodk/web-forms'
import { createApp, h } from 'vue'
import { keepNames } from './names'

export interface Attachment { name: string; blob: Blob }
export interface Run {
  xml: string
  files: Attachment[]
  person: string
  /** A BCP 47 tag, for the names of days and months. */
  locale: string
  /** A submission to be changed, with its files. */
  edit?: { xml: string; files: string[]; file: (name: string) => Promise<Response> }
  /** Takes the filled form; true when a blank one shall follow. Throws when it could not be stored. */
  take: (data: FormData) => Promise<boolean>
}

/** The file a `jr://` address means: its last part is the name. */
export function findFile(files: Attachment[], address: string): Response {
  const name = decodeURIComponent(address.split('/').at(-1) ?? '')
  const found = files.find((file) => file.name === name)
  return found
    ? new Response(found.blob, { headers: { 'content-type': found.blob.type || 'application/octet-stream' } })
    : new Response(null, { status: 404 })
}

/** Names of days and months as the browser knows them; the date picker of the runner has them in English only. */
export function calendar(locale: string): Record<string, unknown> {
  const names = (dates: Date[], form: Intl.DateTimeFormatOptions): string[] => {
    const format = new Intl.DateTimeFormat(locale, { ...form, calendar: 'gregory', timeZone: 'UTC' })
    return dates.map((date) => format.format(date))
  }
  // The first of February 2026 is a Sunday.
  const days = Array.from({ length: 7 }, (_, at) => new Date(Date.UTC(2026, 1, 1 + at)))
  const months = Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(2026, at, 15)))
  return {
    dayNames: names(days, { weekday: 'long' }), dayNamesShort: names(days, { weekday: 'short' }), dayNamesMin: names(days, { weekday: 'narrow' }),
    monthNames: names(months, { month: 'long' }), monthNamesShort: names(months, { month: 'short' }),
  }
}

/** Mounts the runner; the answer takes it away again. */
export function mount(place: HTMLElement, run: Run): () => void {
  const submit = (payload: Payload, next: Next): void => {
    const [data] = payload.data
    if (payload.status !== 'ready' || !data) return
    next(run.take(data).then(
      (another) => (another ? { next: POST_SUBMIT__NEW_INSTANCE } : undefined),
      // What was typed stays on the page; the page has said why.
      () => undefined,
    ))
  }
  const app = createApp({
    render: () => h(OdkWebForm, {
      formXml: run.xml,
      fetchFormAttachment: (address: { href: string } | string) => Promise.resolve(findFile(run.files, String(typeof address === 'string' ? address : address.href))),
      missingResourceBehavior: 'BLANK',
      preloadProperties: { username: run.person },
      trackDevice: true,
      editInstance: run.edit && {
        resolveInstance: () => Promise.resolve(run.edit!.xml),
        attachmentFileNames: run.edit.files,
        resolveAttachment: run.edit.file,
      },
      onSubmit: submit,
    }),
  })
  app.use(webFormsPlugin)
  Object.assign((app.config.globalProperties as { $primevue?: { config: { locale: object } } }).$primevue?.config.locale ?? {}, calendar(run.locale))
  app.mount(place)
  const stop = keepNames(place, globalThis.waymarkSay('menu'))
  return () => {
    stop()
    app.unmount()
  }
}
