// A stand-in of the server with a handful of invented records, for looking at the screens without one.
import { createServer } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const dist = new URL('../../dist/', import.meta.url).pathname
const port = Number(process.env.PORT ?? 8099)
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' }
const policy = "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'"

const steps = (names) => names.map((name) => `rounds:transition:${name}`)
const work = ['quality_findings:transition:accept', 'quality_findings:transition:reopen', 'area_assessments:patch', 'area_assessments:create', 'area_assessments:import', 'area_assessments:export', 'area_assessments:settle']
const grants = {
  admin: [...work, ...steps(['start', 'submit', 'approve', 'reopen']), 'access:administer'],
  coordinator: [...work, ...steps(['start', 'submit', 'approve', 'reopen'])],
  analyst: [...work, ...steps(['submit', 'approve'])],
  enumerator: ['area_assessments:create'],
}
const title = (en, fr, es, ar) => ({ en, fr, es, ar })
const states = [['planned', title('Planned', 'Prévu', 'Planificada', 'مخطط')], ['collecting', title('Collecting', 'Collecte', 'Recolección', 'قيد الجمع')], ['checking', title('Checking', 'Vérification', 'Verificación', 'قيد التدقيق')], ['approved', title('Approved', 'Approuvé', 'Aprobada', 'معتمد')]]
const registers = {
  rounds: {
    name: 'rounds', title: title('Rounds', 'Tours', 'Rondas', 'الجولات'), module: 'displacement', class: 'internal', key: ['round_id'],
    fields: [{ name: 'title', kind: 'text', label: title('Title', 'Titre', 'Título', 'العنوان'), indexed: true }],
    lifecycle: { initial: 'planned', states: states.map(([name, words]) => ({ name, title: words })), transitions: [
      { name: 'submit', from: ['collecting'], to: 'checking', title: title('Submit for checks', 'Soumettre', 'Enviar', 'إرسال للتدقيق') },
      { name: 'approve', from: ['checking'], to: 'approved', title: title('Approve', 'Approuver', 'Aprobar', 'اعتماد') },
      { name: 'reopen', from: ['approved'], to: 'checking', reason_required: true, title: title('Reopen', 'Rouvrir', 'Reabrir', 'إعادة الفتح') }] },
  },
  area_assessments: {
    name: 'area_assessments', title: title('Area assessments', 'Évaluations de zone', 'Evaluaciones de zona', 'تقييمات المناطق'), module: 'displacement', class: 'internal', key: ['assessment_key'],
    fields: [
      { name: 'assessment_key', kind: 'text', label: title('Assessment key', 'Clé', 'Clave', 'المفتاح'), required: true, indexed: true },
      { name: 'area_name', kind: 'text', label: title('Area or place', 'Zone ou lieu', 'Zona o lugar', 'المنطقة أو المكان'), indexed: true },
      { name: 'area_code', kind: 'text', label: title('P-code', 'P-code', 'Código P', 'رمز المكان'), indexed: true, hint: title('As the country lists it', 'Selon la liste du pays', 'Según la lista del país', 'كما في قائمة البلد') },
      { name: 'individuals', kind: 'integer', label: title('Individuals', 'Individus', 'Personas', 'الأفراد'), indexed: true },
      { name: 'households', kind: 'integer', label: title('Households', 'Ménages', 'Hogares', 'الأسر'), indexed: true },
      { name: 'presence', kind: 'select_one', label: title('Presence', 'Présence', 'Presencia', 'الوجود'), indexed: true, choices: [{ value: 'present', label: title('Present', 'Présents', 'Presentes', 'موجودون') }, { value: 'gone', label: title('Gone', 'Partis', 'Se fueron', 'غادروا') }] },
      { name: 'interviewed_on', kind: 'date', label: title('Day of the interview', 'Jour de l’entretien', 'Día de la entrevista', 'يوم المقابلة') }],
    lifecycle: { initial: 'active', states: [{ name: 'active', title: title('Active', 'Active', 'Activa', 'نشط') }], transitions: [] },
  },
}
const places = ['Al Qadarif', 'Kassala', 'Atbara', 'Sennar', 'Ad Damazin', 'Kosti', 'Port Sudan', 'نيالا']
const records = Array.from({ length: 40 }, (_, at) => ({
  id: `rec-${at}`, version: 1, state: 'active', owner: 'sdn', place: `SD0${at % 8}`, changed: '2024-03-02T09:30:00Z', created: '2024-03-01T09:30:00Z',
  data: { assessment_key: `SDN-${100 + at}`, area_name: `${places[at % 8]} ${1 + (at >> 3)}`, area_code: `SD0${at % 8}00${at}`, individuals: 1200 + at * 731, households: 240 + at * 146, presence: 'present', interviewed_on: '2024-02-20' },
  conflicts: at === 3 ? [{ field: 'individuals', stands: { value: 3393, actor: 'analyst', at: '2024-03-02T09:30:00Z' }, other: { value: 3412, actor: 'enumerator', at: '2024-03-02T10:10:00Z' } }] : [],
}))
const checks = ['sex_sum', 'pcode_unknown', 'change', 'outlier', 'one_informant']
const findings = Array.from({ length: 14 }, (_, at) => ({
  id: `f-${at}`, version: 1, check: checks[at % 5], severity: at < 3 ? 'error' : at < 9 ? 'warning' : 'info', state: at === 8 ? 'accepted' : 'open',
  message: title(`The figure of ${places[at % 8]} differs from the sum of its parts by ${7 + at}.`, `Le chiffre de ${places[at % 8]} diffère de la somme de ${7 + at}.`, `La cifra de ${places[at % 8]} difiere de la suma en ${7 + at}.`, `يختلف رقم ${places[at % 8]} عن مجموع أجزائه بمقدار ${7 + at}.`),
  register: 'area_assessments', record: `rec-${at}`, field: 'individuals', value: records[at].data.individuals, place_name: records[at].data.area_name,
}))
const rounds = [3, 2, 1].map((number) => ({ id: `round-${number}`, version: 1, number, title: title(`Sudan, round ${number}`, `Soudan, tour ${number}`, `Sudán, ronda ${number}`, `السودان، الجولة ${number}`), state: number === 3 ? 'checking' : 'approved', starts: `2024-0${number}-01`, ends: `2024-0${number}-20`, assessments: 1840 + number, individuals: 6_100_000 + number * 212_345, households: 1_230_000 + number * 40_000 }))
const full = (round) => ({ ...round, findings: Object.fromEntries(['error', 'warning', 'info'].map((severity) => [severity, Object.fromEntries(['open', 'accepted', 'fixed'].map((state) => [state, round.number === 3 ? findings.filter((one) => one.severity === severity && one.state === state).length : 0]))])) })

const refusal = (status, code, detail, faults) => ({ status, body: { type: 'about:blank', title: code, status, code, detail, faults } })
const ok = (body, status = 200) => ({ status, body })
const session = (user) => ({ actor: { id: user, name: user[0].toUpperCase() + user.slice(1), lang: 'en', grants: [{ role: user, unit: 'sdn' }] }, may: grants[user] })

function answer(method, path, asked, body, user) {
  if (path === '/session' && method === 'POST') {
    if (!grants[body.user] || body.password !== 'waymark-demo-2019') return refusal(401, 'wrong_credentials', 'wrong credentials')
    return { ...ok(session(body.user)), cookie: body.user }
  }
  if (!user) return refusal(401, 'signed_out', 'sign in')
  if (path === '/session') return method === 'DELETE' ? { status: 204, cookie: '' } : ok(session(user))
  if (path === '/registers') return ok({ registers: Object.values(registers) })
  if (path === '/displacement/rounds') return ok({ rounds: rounds.map(full) })
  if (path === '/indicators') return ok({ indicators: [{ id: 'idps', title: title('Internally displaced people', 'Déplacés internes', 'Desplazados internos', 'النازحون داخليًا'), dims: ['presence'] }] })
  if (path.startsWith('/indicators/')) return ok({ rows: places.map((place, at) => ({ place, place_name: place, value: at === 5 ? null : 91000 - at * 9100, suppressed: at === 5, records: 40 - at })), notes: [] })
  if (path === '/users') return method === 'POST' ? refusal(422, 'invalid', 'The password is too short.', [{ field: 'password', code: 'too_short', reason: 'At least 12 characters.' }]) : ok({ users: Object.keys(grants).map((id) => ({ id, name: id, lang: 'en', grants: [{ role: id === 'admin' ? 'administrator' : id, unit: 'sdn' }], disabled: false, totp: false })) })
  if (path === '/units') return ok({ units: [{ path: 'sdn', title: title('Sudan', 'Soudan', 'Sudán', 'السودان') }] })
  if (path === '/displacement/import') return ok({ understanding: { columns: { Individuals: 'individuals' } }, report: { rows: 40, created: 38, changed: 1, unchanged: 1, totals: [], faults: [{ sheet: 'Data', row: 7, column: 'Individuals', reason: 'not a number', value: 'n/a', severity: 'error' }], notes: [] } })
  let found = /^\/displacement\/rounds\/([^/]+)(?:\/(\w+))?$/.exec(path)
  if (found) {
    const round = rounds.find((one) => one.id === found[1])
    if (!round) return refusal(404, 'not_found', 'no such round')
    if (found[2] === 'findings') return ok(((list) => ({ findings: list, count: list.length }))(round.number === 3 ? findings.filter((one) => ['severity', 'state', 'check'].every((name) => !asked.get(name) || one[name] === asked.get(name))) : []))
    if (found[2] === 'compare') return ok({ total_before: 6_524_690, total_after: round.individuals, covered_both: places.length, fates: [{ fate: 'new', places: 1, before: 0, after: 410 }, { fate: 'not_reached', places: 1, before: 120, after: 0 }, { fate: 'changed', places: places.length, before: 270_000, after: 310_000 }], changed: places.map((name, at) => ({ place: name, name, fate: 'changed', before: 50000 - at * 4000, after: 52000 - at * 3000, change: 2000 + at * 1000, share: (2000 + at * 1000) / (50000 - at * 4000), explanation: null })) })
    if (found[2] === 'transition') {
      if (!grants[user].includes(`rounds:transition:${body.name}`)) return refusal(403, 'forbidden', 'not allowed')
      if (body.name === 'approve' && full(round).findings.error.open) return refusal(409, 'open_findings', 'errors are open')
      round.state = registers.rounds.lifecycle.transitions.find((one) => one.name === body.name)?.to ?? round.state
      round.version += 1
    }
    return ok(full(round))
  }
  found = /^\/displacement\/findings\/([^/]+)\/(accept|reopen)$/.exec(path)
  if (found) {
    const finding = findings.find((one) => one.id === found[1])
    Object.assign(finding, { state: found[2] === 'accept' ? 'accepted' : 'open', reason: body.reason, version: finding.version + 1 })
    return ok(finding)
  }
  found = /^\/registers\/(\w+)(?:\/records(?:\/([^/]+))?(?:\/(\w+))?)?$/.exec(path)
  if (found) {
    const register = registers[found[1]]
    if (!register) return refusal(404, 'not_found', 'no such register')
    if (!path.includes('/records')) return ok(register)
    if (!found[2]) return ok({ records: found[1] === 'rounds' ? rounds.map((round) => ({ ...round, data: { title: round.title.en, round_id: round.id } })) : records.slice(0, 25), next: null, previous: null, count: { value: 40, more: false } })
    const record = records.find((one) => one.id === found[2])
    if (!record) return refusal(404, 'not_found', 'no such record')
    if (found[3] === 'history') return ok({ lines: [{ at: record.changed, actor: 'analyst', kind: 'patch', set: { individuals: record.data.individuals }, reason: 'Recounted with the local authority' }, { at: record.created, actor: 'enumerator', kind: 'create', set: record.data }] })
    if (method === 'PATCH') {
      if (typeof (body.set.individuals ?? 0) !== 'number') return refusal(422, 'invalid', 'One field is not right.', [{ field: 'individuals', code: 'not_a_number', reason: 'This must be a whole number.' }])
      Object.assign(record.data, body.set)
      record.version += 1
    }
    return ok(record)
  }
  return refusal(404, 'not_found', 'no such thing')
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://stand-in')
  if (url.pathname.startsWith('/api/v1')) {
    const parts = []
    for await (const part of request) parts.push(part)
    const text = Buffer.concat(parts).toString()
    const body = request.headers['content-type']?.includes('json') && text ? JSON.parse(text) : {}
    const user = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
    const given = answer(request.method, url.pathname.slice(7), url.searchParams, body, user)
    const headers = { 'content-type': given.status >= 400 ? 'application/problem+json' : 'application/json' }
    if (given.cookie !== undefined) headers['set-cookie'] = `session=${given.cookie}; Path=/; HttpOnly`
    response.writeHead(given.status, headers).end(given.status === 204 ? undefined : JSON.stringify(given.body))
    return
  }
  if (/^\/(en|ar|fr|es)$/.test(url.pathname)) {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>${rounds.filter((round) => round.state === 'approved').map((round) => round.individuals).join(' ')}</h1>`)
    return
  }
  const name = url.pathname.replace(/^\/app\//, '')
  const path = join(dist, name && !name.includes('..') && existsSync(join(dist, name)) ? name : 'index.html')
  response.writeHead(200, { 'content-type': kinds[extname(path)] ?? 'application/octet-stream', 'content-security-policy': policy }).end(readFileSync(path))
}).listen(port, () => console.log(`http://localhost:${port}/app/`))
