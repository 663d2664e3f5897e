// A short form of our own, as a compiler would write it: a choice, a number, a day, a place, a repeat, in two languages.

const texts = {
  kind: ['Kind of site', 'نوع الموقع'], camp: ['Camp', 'مخيم'], host: ['Host community', 'مجتمع مضيف'],
  people: ['People on the site', 'عدد الأشخاص في الموقع'], day: ['Day of the visit', 'يوم الزيارة'], place: ['Place', 'المكان'],
  needs: ['Needs', 'الاحتياجات'], need: ['Need', 'الاحتياج'], below: ['A number of people cannot be negative.', 'لا يكون عدد الأشخاص سالبًا.'],
}
const translation = (language, at) => `<translation lang="${language}"${at === 0 ? ' default="true()"' : ''}>${
  Object.entries(texts).map(([id, words]) => `<text id="${id}"><value>${words[at]}</value></text>`).join('')}</translation>`
const label = (id) => `<label ref="jr:itext('${id}')"/>`

export const id = 'browser_site_check'
export const xform = (version) => `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>Site check</h:title><model odk:xforms-version="1.0.0">
<itext>${translation('English (en)', 0)}${translation('العربية (ar)', 1)}</itext>
<instance><data id="${id}" version="${version}"><start/><kind/><people/><day/><place/><needs jr:template=""><need/></needs><needs><need/></needs><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
<bind nodeset="/data/kind" type="string" required="true()"/>
<bind nodeset="/data/people" type="int" required="true()" constraint=". &gt;= 0" jr:constraintMsg="jr:itext('below')"/>
<bind nodeset="/data/day" type="date"/><bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/needs/need" type="string"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>
<select1 ref="/data/kind">${label('kind')}<item>${label('camp')}<value>camp</value></item><item>${label('host')}<value>host</value></item></select1>
<input ref="/data/people">${label('people')}</input><input ref="/data/day">${label('day')}</input><input ref="/data/place">${label('place')}</input>
<group ref="/data/needs">${label('needs')}<repeat nodeset="/data/needs"><input ref="/data/needs/need">${label('need')}</input></repeat></group>
</h:body></h:html>`
