// The form runner speaks English only: its fixed words are replaced, while it is built, by a question to our catalogues.
// Where a snippet is missing the build stops, so that a new version of the runner is looked at before it ships.

const say = (key, count) => `globalThis.waymarkSay(${[JSON.stringify(key), count].filter(Boolean).join(', ')})`
const span = (text, key) => [`"span", null, "${text}", -1`, `"span", null, ${say(key)}, -1`]
const main = [
  ['QA === 1 ? "1 question with error." : `${QA} questions with errors.`', say('errors', 'QA')],
  ['constraintMsg: "Condition not satisfied: constraint"', `constraintMsg: ${say('constraint')}`],
  ['requiredMsg: "Condition not satisfied: required"', `requiredMsg: ${say('required')}`],
  ['label: "Send"', `label: ${say('send')}`],
  ['label: "Cancel"', `label: ${say('cancel')}`],
  ['label: "Save location"', `label: ${say('save_location')}`],
  ['label: "Remove"', `label: ${say('remove')}`],
  ['createTextVNode(" Add ", -1)', `createTextVNode(" " + ${say('add')} + " ", -1)`],
  ['GOOD]: "Good accuracy"', `GOOD]: ${say('good_accuracy')}`],
  ['ACCEPTABLE]: "Good accuracy"', `ACCEPTABLE]: ${say('good_accuracy')}`],
  ['POOR]: "Poor accuracy"', `POOR]: ${say('poor_accuracy')}`],
  ['UNKNOWN]: "Unknown accuracy"', `UNKNOWN]: ${say('unknown_accuracy')}`],
  ['"Accuracy: " +', `${say('accuracy')} + ": " +`],
  ['"Latitude: " +', `${say('latitude')} + ": " +`],
  ['"Longitude: " +', `${say('longitude')} + ": " +`],
  ['"strong", null, "Finding your location", -1', `"strong", null, ${say('finding')}, -1`],
  ['"strong", null, "Cannot access location", -1', `"strong", null, ${say('no_location')}, -1`],
  ['"Time taken to capture location: "', `${say('time_taken')} + ": "`],
  ['"Location unavailable. Enable GPS and browser permissions, then restart the form to try again."', say('no_background_location')],
  span('Grant location permission in the browser settings and make sure location is turned on.', 'grant_location'),
  span('Get location', 'get_location'),
  span('Try again', 'try_again'),
  span('Take picture', 'take_picture'),
  span('Choose image', 'choose_image'),
  span('Rank items', 'rank'),
]
// The map asks no server outside: without tiles of its own it shows points and shapes on an empty ground.
const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
const map = [
  ['"https://tile.openstreetmap.org/{z}/{x}/{y}.png"', JSON.stringify(nothing)],
  [`'&#169; <a href="https://www.openstreetmap.org/copyright" target="_blank">OpenStreetMap</a> contributors.'`, `''`],
]

export function words() {
  const done = new Set()
  return {
    name: 'waymark-runner-words',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const found = /@getodk\/web-forms\/dist\/(index-|MapBlock-)[^/]*\.js$/.exec(id)
      if (!found) return
      done.add(found[1])
      let text = code
      for (const [from, to] of found[1] === 'index-' ? main : map) {
        if (!text.includes(from)) this.error(`the form runner has changed: it no longer says ${from}`)
        text = text.replaceAll(from, () => to)
      }
      return { code: text, map: null }
    },
    buildEnd(problem) {
      if (!problem && done.size !== 2) this.error('the form runner has changed: its files have other names')
    },
  }
}
