// The form runner: ODK Web Forms as an app of its own, in a chunk that is loaded only when a form is opened.
import { OdkWebForm, POST_SUBMIT__NEW_INSTANCE, webFormsPlugin, type Next, type Payload } from '@getodk/web-forms'
import { createApp, h } from 'vue'

export interface Attachment { name: string; blob: Blob }
export interface Run {
  xml: string
  files: Attachment[]
  person: string
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
  app.mount(place)
  return () => app.unmount()
}
