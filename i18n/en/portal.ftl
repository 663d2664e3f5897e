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
