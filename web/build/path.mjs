const WIDTH = 960
const HEIGHT = 480

const pixel = ([lon, lat]) => [
  Math.round(((lon + 180) / 360) * WIDTH),
  Math.round(((90 - lat) / 180) * HEIGHT),
]

const sameWay = (a, b, c) =>
  (b[0] - a[0]) * (c[1] - b[1]) === (b[1] - a[1]) * (c[0] - b[0])
  && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) > 0

/** A ring in parts that do not leap across the antimeridian. */
function parts(ring) {
  const found = [[]]
  for (const [lon, lat] of ring) {
    const part = found.at(-1)
    const last = part.at(-1)
    if (last && Math.abs(lon - last[0]) > 180) found.push([])
    found.at(-1).push([lon, lat])
  }
  // The ring closes: what comes before the first leap and after the last is one part.
  if (found.length > 1) found[0] = found.pop().concat(found[0])
  return found
}

/** One ring as `M… l… h… v… z`, with steps of no length left out; empty when it covers no pixel. */
export function ringPath(ring) {
  return parts(ring).map(partPath).join('')
}

function partPath(ring) {
  const points = []
  for (const place of ring) {
    const [x, y] = pixel(place)
    const last = points.at(-1)
    if (last && last[0] === x && last[1] === y) continue
    const before = points.at(-2)
    // Two steps in one direction are one longer step.
    if (before && sameWay(before, last, [x, y])) points.pop()
    points.push([x, y])
  }
  const [first, last] = [points[0], points.at(-1)]
  if (points.length > 1 && first[0] === last[0] && first[1] === last[1]) points.pop()
  if (points.length < 3) return ''
  let d = `M${points[0][0]},${points[0][1]}`
  for (let i = 1; i < points.length; i += 1) {
    const dx = points[i][0] - points[i - 1][0]
    const dy = points[i][1] - points[i - 1][1]
    if (dy === 0) d += `h${dx}`
    else if (dx === 0) d += `v${dy}`
    else d += `l${dx}${dy < 0 ? '' : ','}${dy}`
  }
  return `${d}z`
}

/** A small island keeps one pixel, so that no country falls off the map. */
function dot(ring) {
  const [x, y] = pixel(ring[0])
  return `M${x},${y}h1v1h-1z`
}

/** All rings of a polygon or multipolygon in one path. */
export function countryPath(geometry) {
  if (!geometry) return ''
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const d = polygons.flat().map(ringPath).join('')
  return d || dot(polygons[0][0])
}
