// What the address of the fill page asks for.

export interface Place { project: string; form: string; /** The instanceID of a submission to be changed. */ edit?: string; /** Shown to its makers: nothing is stored. */ preview?: 'draft' | 'published' }

export function placeOf(path: string, search: string): Place | undefined {
  const [, project, form] = /^\/app\/fill\/([^/]+)\/([^/]+)\/?$/.exec(path) ?? []
  if (!project || !form) return undefined
  const asked = new URLSearchParams(search)
  const preview = asked.get('preview')
  return {
    project: decodeURIComponent(project),
    form: decodeURIComponent(form),
    edit: asked.get('edit') ?? undefined,
    preview: preview === 'draft' || preview === 'published' ? preview : undefined,
  }
}

export const fillPath = (project: string, form: string, asked: { edit?: string; preview?: string } = {}): string => {
  const text = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString()
  return `/app/fill/${encodeURIComponent(project)}/${encodeURIComponent(form)}${text ? `?${text}` : ''}`
}
