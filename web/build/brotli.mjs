// Writes a compressed twin beside each script and stylesheet, so that the server sends it as it lies.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|json|svg)$/.test(name)) continue
  const path = join(dist, name)
  const plain = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  }))
}
