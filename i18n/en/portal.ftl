# Public pages. A key stands in every language with the same variables; a test holds that.

## Frame
page-title = { $title } · { $site }
skip-to-content = Skip to content
nav-main = Main
nav-languages = Languages
nav-trail = You are here
nav-indicators = Figures
nav-home = Home
nav-world = World map
nav-workspace = Sign in
contact = Ask about these figures
boundary-disclaimer = The boundaries and names shown on this map do not imply official endorsement or acceptance.

## Numbers
amount-suppressed = hidden
amount-unknown = no data
unit-people = People
unit-households = Households
unit-sites = Sites
unit-plain = Value
count-people = { $count ->
    [one] { $value } person
   *[other] { $value } people
}
count-households = { $count ->
    [one] { $value } household
   *[other] { $value } households
}
count-sites = { $count ->
    [one] { $value } site
   *[other] { $value } sites
}

## Dates
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## The figure
figure-title = { $title }: { $area }
summary-value = { $amount } in { $area } as of { $date }.
summary-more = That is { $share } more than in { $round } ({ $date }).
summary-fewer = That is { $share } fewer than in { $round } ({ $date }).
summary-same = That is as many as in { $round } ({ $date }).
summary-most = { $area } has the most: { $share } of the total.
as-of = as of { $date }
fact-round = Round
fact-collected = Collected
fact-coverage = Areas assessed
fact-records = Assessments
fact-source = Source
fact-approved = Approved
coverage-of = { $assessed } of { $planned }

## Areas
heading-areas = Where
areas-caption = The same values as on the map, highest first
column-area = Area
column-bar = Bar
column-change = Change
column-part = Group
column-share = Share
column-round = Round
column-date = Date
column-country = Country
row-total = Total
map-label = { $title }, { $area }, { $date }
legend-label = Key to the map
legend-suppressed = Hidden to protect people
legend-unknown = No data

## Time and parts
heading-series = Change over time
series-label = { $title } in { $area } by round
series-note = Each point is a count at one date; rounds are not added together.
heading-breakdowns = Who and why

## Data
heading-downloads = Get the data
format-csv = any spreadsheet, with HXL tags
format-xlsx = workbook, with HXL tags
format-geojson = areas with shapes, for maps
format-parquet = columns, for analysis
cite = How to cite
cite-text = { $publisher }: { $title }, { $area }, { $round }, { $date }.
address = Lasting address of this figure
licence = Terms of use

## Meaning
heading-meaning = What the numbers mean
meaning-who = Who is counted
meaning-when = At what moment
meaning-when-text = People who were there on { $date }, or shortly before. It is a count at one date, not of all who ever moved.
meaning-map = How to read the map
meaning-map-text = The areas are put in up to five groups of about equal size by their value: the stronger the colour, the more. Hatched areas have no value that can be shown.
heading-limits = Method and limits
limits-estimate = The figures are estimates from key informants, observation and other sources in each area. They are not a census or a registration.
limits-coverage = { $assessed } of { $planned } areas were assessed in this round. An area that was not reached is shown as no data, never as zero.
limits-suppression = Counts below { $threshold } are hidden to protect people, together with others from which they could be worked out. The visible rows may therefore not add up to the total.
limits-rounds = When comparing rounds, bear in mind that the areas reached can differ.

## Choosing
choose-round = Round
choose-level = Areas
choose-show = Show

## Home
home-title = Home
home-empty = Nothing has been published yet. Figures appear here as soon as a round has been approved.
home-more = Look closer
home-data = Get the data
heading-headlines = More figures

## World
world-label = { $title } by country, up to { $date }
world-lead = The latest approved value of each country, the newest of { $date }. Countries without a value are hatched.
heading-countries = Countries

## Faults
not-found-heading = This page does not exist
not-found-text = The address may have a slip of the pen, or the page has moved.
not-published-heading = Not published
not-published-text = There is no published figure for this area and round. Choose another round or go back to the start.
internal-heading = Something went wrong on our side
internal-text = The page could not be made. Please try again in a moment. If it happens again, tell us this number: { $id }
to-home = To the home page

## Missing migrants
nav-missing = Missing migrants
missing-title = Missing migrants
missing-empty = No incident has been published as of this day.
missing-lead = At least { $people } people died or went missing on the way to another country, in { $incidents } incidents from { $first } to { $last }, as of { $date }.
missing-minimum = All numbers are minimum estimates: many deaths are never recorded.
missing-dead = Dead
missing-missing = Missing
missing-both = Dead and missing
missing-incidents = Incidents
missing-incident = Incident
missing-as-of = As of
missing-choose-as-of = As of (now when blank)
missing-choose-system = Regions
missing-system-project = Regions of the Missing Migrants Project
missing-system-unsd = Regions of the United Nations (M49)
missing-where = Where
missing-map-label = Incidents of missing migrants, as of { $date }
missing-map-note = The larger a mark, the more people. Its outline says how exactly the place is known; marks that lie together are drawn as one.
missing-map-without = Not on the map: { $records } records without a point, and { $people } people in totals over a period.
missing-mark-several = { $incidents } records: { $people } dead and missing
missing-mark-one = { $label }: { $people } dead and missing
missing-unknown = not known
missing-precision-exact = Exact point
missing-precision-place = A named place
missing-precision-area = Somewhere in an area
missing-precision-sea = Somewhere at sea
missing-regions = By region
missing-region = Region
missing-regions-note = An event that touches two regions is an incident of both, so incidents may not add up; people are counted once.
missing-region-years = Dead and missing by region and year
missing-all = All
missing-years = By year
missing-year = Year
missing-years-label = Dead and missing by year of the incident
missing-years-note = The current year is not over, and past years change as incidents become known.
missing-revisions = Revisions
missing-revisions-note = Every change to a published incident, with its day and its reason.
missing-revisions-none = No published incident has been changed.
missing-revisions-more = and { $count } older changes
missing-what = Change
missing-difference = Difference
missing-why = Reason
missing-withdrawn = Withdrawn
missing-restored = Published again
missing-changed = { $field }: { $before } → { $after }
missing-cite = { $publisher }: Missing migrants, as of { $date }. Minimum estimates.
missing-format-geojson = incidents as points, for maps
missing-who = People who died or went missing at borders or on the way to another country than the one they lived in, whatever their status: in shipwrecks, transport accidents, attacks, or for medical reasons on the way.
missing-who-not = Who is not
missing-who-not-text = Deaths in the country of destination or residence, in detention, in camps or housing of refugees, during deportation or after a forced return.
missing-counting = How it is counted
missing-counting-text = An event with several places is one incident. A total over a period without single events adds people and no incident.
missing-limits-blank = What is not known adds nothing: { $records } published records have no number of people.
missing-limits-dead = Dead and missing are two figures and are never set off against each other. A missing person who is found dead is moved by changing the incident.
missing-limits-regions = In the regions of the United Nations the Mediterranean stays uncategorized, and other deaths at sea count in the nearest region.
missing-limits-change = Figures of past years change. An answer as of a day stays the same for ever; take its address with the number.

## Report of a round
report-title = { $area }: report of { $round }
report-date = Figures of { $date }
report-print = To keep this report as a PDF, print the page and choose “Save as PDF”.
report-remote = Remote round.
report-remote-text = Informants were asked from afar; nobody saw the places. The figures are less certain than those of a visit.
report-link = Report
report-link-note = the round on paper or as PDF
format-metadata = what the data are, for catalogues
column-now = This round
column-before = Round before
column-places = Places
heading-coverage = Coverage and confidence
places-covered = With people and a figure
places-nobody-there = Visited, nobody there
places-not-reached = Not reached: people not known
places-closed = Closed
places-silent = No report
coverage-note = A place where nobody is, one that was not reached and one that is closed are three different things. Only the first and the last count as zero.
heading-reliability = Confidence in the figures, by places
reliability-high = High
reliability-medium = Medium
reliability-low = Low
reliability-unknown = Not recorded
reliability-note = High: three or more informants of two or more kinds agree within a tenth, and somebody looked. Low: one informant, nothing seen. What was asked from afar is never high.
# People on the move and emergencies
nav-flows = On the move
nav-events = Emergencies
flows-title = People on the move
flows-what = What enumerators saw at flow monitoring points. A passage is one person who passes one point once: passages are not people.
flows-period = Counts from { $from } to { $to }.
flows-empty = No count has been approved yet.
flows-people = About { $best } different people were seen going onward in this period, between { $low } and { $high }; hours that nobody watched are not in it.
flows-people-bounds = Between { $low } and { $high } different people were seen going onward in this period; there is no best figure, and hours that nobody watched are not in it.
flows-picture = Points of { $route } in order
flows-picture-note = Passages onward in the latest week that was watched every day; a ring where the figure is hidden or not known.
flows-weeks = Passages by week at { $point }
flows-open = weeks, from where to where
flows-week = Week from
flows-seen = Seen
flows-onward = Onward
flows-back = Back
flows-days = Days watched
flows-hours = Hours watched
flows-scaled = Scaled to open hours
flows-factor = Factor
flows-not-scaled = not scaled
flows-not-told = not told
flows-origin = Departed from
flows-destination = Going to
flows-method = Method and limits
flows-method-scaling = What was seen is never replaced. Beside it stands what it would be if the open hours that nobody watched had been like those watched; the factor says how much of it was not seen. Days without a watch are missing, not zero.
flows-method-people = Passages of one route are not added: people pass several points. Groups are asked where they passed last; those who name an earlier point were counted before.
flows-method-hidden = Figures below ten, and those from which one could be computed, are hidden.
flows-file = weeks of all points, with HXL tags
events-title = Emergencies
events-what = Displacement events as field teams report them and analysts publish them. An event is an alert, no count of all who were displaced; events overlap and are never added.
events-empty = No event has been published.
events-map = Displacement events on a map
events-map-note = The larger a mark, the more people. Marks stand within about ten kilometres of the place, on purpose.
events-no-map = There is no map of the areas yet.
events-list = Events
events-cause = Cause
events-from = Left
events-to = Reached
events-people = People
events-range = Range
events-between = { $low } to { $high }
events-file = events as points near their place, for maps

## Released files: trafficked persons
nav-trafficking = Human trafficking
trafficking-title = Victims of trafficking who were helped
trafficking-lead = { $records } records, published on { $date }. None of them is a person's: they are drawn from counts with noise.
trafficking-nobody = Nobody who was helped can be found in these data, and nothing here may be read as a fact about somebody.
trafficking-reading-link = What may and may not be concluded
trafficking-empty = Nothing is published yet.
trafficking-method-link = How the data are made
trafficking-cite = { $publisher }: Victims of trafficking who were helped, release { $release }, published { $date }. Synthetic data.
trafficking-limit-found = These are people who were found and helped. How common trafficking is can't be read from them.
trafficking-limit-blank = Blank is "not reported". It is never "no". Shares are of the records that report the column.
trafficking-limit-absence = What is not shown may exist, and a rare combination that is shown may not.
trafficking-limit-person = No row is a person, also one that fits somebody you know.
trafficking-limit-place = The country of exploitation is often where a person was first helped.
release-by = Show by
release-only = Only
release-everybody = All records
release-not-reported = Not reported
release-not-covered = The release did not measure these two columns together, so there is no figure for them. All records are shown.
release-heading-only = { $by }, only { $only }
release-map-note = Hatched: too few to be told apart from nobody.
release-table-note = Counts carry noise on purpose. The true count lies in the interval 95 times in 100, as far as the noise goes.
release-aggregate = Published count
release-interval = Interval
release-synthetic = Synthetic records
release-under = fewer than { $under }, or nobody
release-hidden = { $values } more values have fewer than { $under } people, or nobody. Which of the two is not told.
release-file-csv = Records, CSV
release-file-csv-note = the synthetic records
release-file-parquet = Records, Parquet
release-file-parquet-note = the same, in columns, for analysis
release-file-dictionary = Data dictionary
release-file-dictionary-note = every column and value in words
release-file-counts = Counts
release-file-counts-note = published counts with their intervals
release-file-recipe = Recipe
release-file-recipe-note = columns, method and price of privacy
release-api = For programs
release-promise = What is promised
release-promise-private = Whoever reads this, whatever else they know, learns about any one person at most what epsilon { $epsilon } and delta { $delta } allow. Who would have guessed with even odds that a person is in the data can be at most { $sure } sure afterwards.
release-promise-shared = At least { $k } people share each record.
release-purpose = What it is for
release-two-columns = Why two columns of numbers
release-two-columns-text = The published count is the better figure: use it. The synthetic records are for questions that no count answers; where both differ by much, trust neither.
trafficking-method-title = How the data are made
trafficking-method-1 = Partners who help victims send records without names: years instead of dates, bands instead of ages. Names never leave the partner.
trafficking-method-2 = A record is used only when the person agreed to it and the partner's agreement covers this publication.
trafficking-method-3 = A person known to several partners counts once, as far as their keyed tokens tell.
trafficking-method-4 = Counts of columns and of some combinations are taken, and exact random noise is added to each (discrete Gaussian, OpenDP).
trafficking-method-5 = Records are drawn from these noisy counts. The original records are not looked at again.
trafficking-method-6 = Attacks are tried on the result. A release in which people can be recognised is refused.
trafficking-method-7 = Every release of the same people costs privacy. The sum is kept, and beyond a fixed total nothing more is published. A second person approves each release.
trafficking-reading-title = What may and may not be concluded
trafficking-reading-lead = For readers who are no statisticians.
trafficking-may = You may say
trafficking-may-1 = Shares of common groups: "about half of the recorded cases were forced labour".
trafficking-may-2 = Comparisons of large groups: "from this country mostly labour cases are known, from that one sexual exploitation".
trafficking-may-3 = Trends over years, of groups of hundreds.
trafficking-may-4 = Which questions to take to the organisations that hold the cases.
trafficking-may-not = You may not say
trafficking-may-not-1 = That a rare combination exists: a few are invented. A group of fewer than a hundred is not evidence.
trafficking-may-not-2 = That a combination does not exist: rare ones are left out on purpose.
trafficking-may-not-3 = Exact numbers. Say "about 1,200" and give the interval.
trafficking-may-not-4 = Anything about a person, also one whom a row seems to fit.
trafficking-may-not-5 = Relations of four and more columns.
trafficking-may-not-6 = How common trafficking is, or that it grew: more help and better recording make more records.
trafficking-may-not-7 = "No" where the table says "not reported".
## Crossings of the border
nav-border = Border
border-title = Crossings of the border
border-what = Crossings as posts count them and headquarters approves them, by day. A crossing is an event: who crosses twice is counted twice. Small numbers are held back.
border-empty = No day has been approved yet.
border-days = Approved days
border-post = Post
border-entries = Entries
border-exits = Exits
border-refusals = Refusals
