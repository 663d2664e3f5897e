# Flow monitoring, estimates and returns. A key stands in every language with the same variables; a test holds that.

## People on the move
nav-flows = On the move
flows-title = People on the move
flows-intro = What was counted at the points of each route, how many different people that may be, and which days were unusual.
flows-public = Public page
flows-none = Nobody watched a route in these days.
from-day = From
to-day = To
counts-incomplete = { $count ->
    [one] One count lacks its point, day or hours and is in no figure.
   *[other] { $count } counts lack their point, day or hours and are in no figure.
}
points-unknown = Passages at points that are in no register:
approve-counts = Approve the counts
approve-counts-means = The recorded counts from { $from } to { $to } become public by weeks, where their point is public. Small numbers stay hidden.
counts-approved = { $count ->
    [0] No count waited for approval.
    [one] One count approved.
   *[other] { $count } counts approved.
}

## Unusual days
unusual = Unusual days
unusual-note = Judged by the weeks before each day: { $judged } days. Not judged for want of history: { $unjudged }; silence about those says nothing. Rule: { $rule }.
unusual-none = No day was unusual.
day = Day
point = Point
direction = Direction
direction-onward = Onward
direction-back = Back
direction-circular = Circular
direction-unknown = Not known
passages = Passages
usual-from = Lowest
usual-to = Highest
what-is-unusual = What is unusual
more-than-usual = More than usual
fewer-than-usual = Fewer than usual

## A route and its points
route-title = { $route }: { $direction }
different-people = Different people, best estimate
from-to = { $low } to { $high }
passages-by-point = Passages by point, in the order of the route
counted-before = Counted before, best
known-by = Known by
basis-first-point = First point of the route
basis-told-last-transit = People told where they passed last
basis-bounds-only = Bounds only
hours-open = People pass in { $hours } hours of a day.
hours-open-unknown = In how many hours of a day people pass is not known: nothing is scaled.
point-unwatched = Nobody watched this point.
days-note = A day that is not listed was not watched: it is unknown, not zero.
passages-by-day = Passages by day
hours-watched = Hours watched
scaled = Scaled
how-derived = How the figure came about
hours-of-day = Hours of the day
hour = Hour
passages-an-hour = Passages in an hour watched
from-where-to-where = From where to where
departed-from = Departed from
going-to = Going to
not-told = Not told

## Estimates of a round
estimates = Estimates by place
estimated-from = Assessments of
estimated-location-assessments = Sites and locations
estimated-sub-area-assessments = Areas below the district
population = Population
people = People
lowest = Lowest
best = Best
highest = Highest
estimate-places = Places with a figure: { $places }. Without one: { $without }; those are unknown, not zero.
estimate-none = No place has a figure for this population.
sadd-female = Women and girls
sadd-male = Men and boys
sex-and-age = { $sex }, { $ages } years

## Places of return
returns-title = Conditions in places of return
returns-note = 0 is no problem, 100 every problem at its worst. Weights: { $weights } ({ $source }).
returns-most-severe = Most severe places
people-returned = People returned
return-score = Score
return-severity-low = Low
return-severity-medium = Medium
return-severity-high = High
return-scale-services = Livelihood and services
return-scale-safety = Safety and cohesion
weighs-most = What weighs most
indicator-weighs = { $indicator } ({ $points })
answered = Answered
too-little-answered = Too little answered
