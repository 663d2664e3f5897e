// Tells the service worker which files the build wrote: those of every page, and apart those of the form runner.
import { createHash } from 'node:crypto'

const placeholder = '__SHELL__'

/** The files that only the form runner needs: what is reached from its chunk and from no page. */
function sorted(bundle) {
  const reach = (starts, stop) => {
    const seen = new Set()
    const queue = [...starts]
    for (let name = queue.pop(); name; name = queue.pop()) {
      const chunk = bundle[name]
      if (seen.has(name) || stop(name) || !chunk) continue
      seen.add(name)
      if (chunk.type !== 'chunk') continue
      queue.push(...chunk.imports, ...chunk.dynamicImports, ...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? []))
    }
    return seen
  }
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const runners = chunks.filter((one) => one.name === 'runner').map((one) => one.fileName)
  const pages = chunks.filter((one) => one.isEntry && one.name !== 'sw').map((one) => one.fileName)
  const shell = reach(pages, (name) => runners.includes(name))
  const runner = [...reach(runners, (name) => shell.has(name))].sort()
  return { shell: [...shell].sort(), runner: [...runners, ...runner.filter((name) => !runners.includes(name))] }
}

export function shell() {
  return {
    name: 'waymark-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js']
      if (!worker) this.error('the service worker was not built')
      if (worker.imports.length > 0) this.error('the service worker must stand alone: it imports other files')
      const { shell: names, runner } = sorted(bundle)
      if (runner.length === 0) this.error('the form runner has no chunk of its own')
      const at = (name) => `/app/${name}`
      const pages = Object.values(bundle).filter((one) => one.fileName.endsWith('.html')).map((one) => String(one.source))
      const version = createHash('sha256').update(JSON.stringify([names, runner, pages])).digest('hex').slice(0, 16)
      if (!worker.code.includes(placeholder)) this.error('the service worker has no place for the list of files')
      worker.code = worker.code.replaceAll(placeholder, JSON.stringify({ version, shell: names.map(at), runner: runner.map(at) }))
    },
  }
}
